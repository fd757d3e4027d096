namespace VoiceOps.Voice.Conversation.Turns;

internal sealed partial record EndingWords
{
    private static readonly IReadOnlyList<EndingWords> All =
    [
        new()
        {
            Language = "en",
            NeverLast = Set("and|or|but|because|so|if|when|while|although|unless|than|the|a|an|my|your|his|their|our|um|uh|er|erm|uhm|like|i|we|they|"
                + "i'm|i'd|i'll|i've|we're|you're|it's|that's|there's|and then|well|actually|basically|maybe|um so"),
            SeldomLast = Set("to|for|of|with|at|in|on|from|by|about|into|between|under|over|through|without|until|before|after|around|is|are|was|were|"
                + "am|be|been|has|had|have|do|does|did|can|could|would|should|will|might|must|want|wanna|need|needs|going|gonna|trying|"
                + "called|named|this|these|those|that|which|who|what|where|how|very|really|just|also|every|each|some|any|no|not|don't|"
                + "can't|first|next|last|looking|wondering|think|thought|said|says|double|triple|area|tell me|give me|send me|show me|let me"),
            Last = Set("please|thanks|think so|hope so|thank you|bye|goodbye|yes|yeah|yep|no|nope|ok|okay|sure|correct|right|it|me|you|them|him|her|here|there|"
                + "today|tomorrow|tonight|now|later|that's it|that's all|nothing|everything|perfect|great|fine"),
            Answers = Set("yes|yeah|yep|yup|no|nope|sure|correct|right|exactly|of course|absolutely|definitely|not|okay|ok|please|that's right"),
            Digits = Set("zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"),
            AsksYesOrNo = Set("is|are|do|does|did|can|could|would|will|have|has|shall|should|may|was|were|am|isn't|aren't|don't"),
            AsksForDigits = List("number|digit|code|pin|zip|date of birth|birthday|postcode"),
            AsksForTelephone = List("phone|telephone|mobile|cell|call you back|reach you"),
            AsksHowMany = List("how many|how old|how much|what time|which day|what day"),
            AsksForSpelling = List("spell|letter by letter|letters"),
            AsksAnything = List("help|assist|do for you|calling about|happened|tell me|describe|reason"),
            Counts = List("two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"),
        },
        new()
        {
            Language = "es",
            NeverLast = Set("y|o|u|e|pero|porque|pues|si|cuando|aunque|que|el|la|los|las|un|una|unos|unas|mi|mis|su|sus|tu|eh|este|em|mmm|es que|"
                + "o sea|del|al|lo"),
            SeldomLast = Set("a|de|con|en|para|por|sin|sobre|desde|hasta|entre|hacia|es|son|está|estoy|están|era|fue|ser|he|ha|quiero|quisiera|quería|"
                + "necesito|puedo|puede|podría|tengo|tiene|voy|me|se|le|nos|muy|más|no|cuál|qué|cómo|llamo|sería|tal|algo|otro|otra|primer|"
                + "último"),
            Last = Set("gracias|favor|adiós|sí|si|no|vale|claro|correcto|exacto|hoy|mañana|ahora|aquí|allí|nada|todo|perfecto|bien|hasta luego|"
                + "eso es todo"),
            Answers = Set("sí|si|no|claro|correcto|exacto|vale|por supuesto|de acuerdo|así es|exactamente"),
            Digits = Set("cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|doble"),
            AsksYesOrNo = Set("es|está|quiere|puede|puedo|tiene|desea|le|ha|son|va|necesita|prefiere|hay"),
            AsksForDigits = List("número|dígito|código|pin|fecha de nacimiento|postal"),
            AsksForTelephone = List("teléfono|móvil|celular"),
            AsksHowMany = List("cuánt|qué hora|qué día|edad"),
            AsksForSpelling = List("deletre|letra por letra"),
            AsksAnything = List("ayudar|qué puedo|en qué|cuénteme|motivo|pasado"),
            Counts = List("dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"),
        },
        new()
        {
            Language = "fr",
            NeverLast = Set("et|ou|mais|parce que|car|donc|si|quand|que|qu'|le|la|les|un|une|des|mon|ma|mes|votre|vos|son|sa|ses|du|au|aux|euh|heu|"
                + "hum|bah|ben|alors|en fait|je|j'|il|elle|on|nous|c'est|j'ai"),
            SeldomLast = Set("à|de|d'|avec|en|dans|pour|par|sans|sur|sous|chez|entre|vers|depuis|jusqu'à|est|sont|suis|était|être|ai|a|avez|ont|"
                + "voudrais|veux|besoin|peux|peut|pourrais|vais|va|faire|très|plus|pas|ne|quel|quelle|comment|m'appelle|appelle|cette|ce|"
                + "cet|ces|premier|dernier|savoir|aimerais|souhaite"),
            Last = Set("merci|s'il vous plaît|plaît|revoir|oui|non|ouais|d'accord|demain|aujourd'hui|maintenant|ici|là|rien|tout|parfait|bien|"
                + "exact|voilà|c'est tout"),
            Answers = Set("oui|non|ouais|exact|exactement|d'accord|bien sûr|tout à fait|c'est ça|si|absolument"),
            Digits = Set("zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|double"),
            AsksYesOrNo = Set("est-ce|voulez|avez|êtes|puis|pouvez|souhaitez|c'est|désirez|préférez|êtes-vous|avez-vous|voulez-vous|puis-je|"
                + "souhaitez-vous"),
            AsksForDigits = List("numéro|chiffre|code|date de naissance|postal"),
            AsksForTelephone = List("téléphone|portable|mobile|rappeler"),
            AsksHowMany = List("combien|quelle heure|quel jour|quel âge"),
            AsksForSpelling = List("épel|lettre par lettre"),
            AsksAnything = List("aider|que puis|renseigner|racontez|raison|sujet"),
            Counts = List("deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"),
        },
        new()
        {
            Language = "de",
            NeverLast = Set("und|oder|aber|weil|denn|wenn|dass|ob|als|obwohl|damit|sodass|der|die|das|den|dem|des|ein|eine|einen|einem|einer|mein|"
                + "meine|meinen|meinem|meiner|ihr|ihre|ihren|unser|unsere|äh|ähm|öh|hm|ich|wir|also|ich hab|ich habe|quasi|sozusagen|"
                + "und zwar|zum|zur|im|am|vom|beim"),
            SeldomLast = Set("zu|für|von|mit|bei|in|auf|um|über|unter|nach|aus|ohne|bis|seit|wegen|gegen|zwischen|ist|sind|war|wäre|bin|habe|hab|hat|"
                + "möchte|will|wollte|würde|brauche|kann|könnte|muss|soll|heiße|lautet|sehr|ganz|noch|nur|auch|nicht|kein|keine|keinen|"
                + "welche|was|wie|wo|wann|diese|dieser|diesen|dieses|erste|nächste|letzte|sich|mich|mir|doppel"),
            Last = Set("bitte|danke|dankeschön|tschüss|wiederhören|ja|nein|genau|richtig|okay|ok|gut|heute|morgen|jetzt|hier|da|nichts|alles|"
                + "gerne|gern|klar|stimmt|passt|perfekt|das wär's|an|ab|aus|auf|haben|machen|buchen|ändern|stornieren|sprechen|werden|"
                + "verschieben|abholen|bestellen|wissen"),
            Answers = Set("ja|nein|genau|richtig|klar|okay|ok|stimmt|natürlich|gerne|gern|doch|passt|auf jeden fall|nee|jo"),
            Digits = Set("null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|doppel"),
            AsksYesOrNo = Set("ist|sind|haben|hat|möchten|wollen|soll|sollen|können|kann|darf|passt|stimmt|wäre|brauchen|geht|wünschen"),
            AsksForDigits = List("nummer|ziffer|stellig|code|pin|postleitzahl|geburtsdatum|geboren|iban"),
            AsksForTelephone = List("telefon|handy|rückruf|erreichen|mobil"),
            AsksHowMany = List("wie viele|wieviel|wie alt|wie spät|welche uhrzeit|welcher tag|welchen tag|wann"),
            AsksForSpelling = List("buchstabier|buchstabe"),
            AsksAnything = List("helfen|kann ich für sie|worum geht|anliegen|erzählen|beschreiben|tun"),
            Counts = List("zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"),
        },
        new()
        {
            Language = "it",
            NeverLast = Set("e|ed|o|ma|perché|se|quando|che|quindi|però|il|lo|la|i|gli|le|un|uno|una|mio|mia|suo|sua|miei|ehm|eh|cioè|allora|del|"
                + "della|dei|al|alla|nel|nella|sul|dal|dalla|io"),
            SeldomLast = Set("a|di|da|in|con|su|per|tra|fra|senza|verso|è|sono|era|essere|ho|ha|hanno|vorrei|voglio|devo|posso|può|potrei|bisogno|"
                + "chiamo|molto|più|non|quale|come|cosa|dove|questo|questa|quello|quella|primo|ultimo|mi|si|vorremmo"),
            Last = Set("grazie|favore|piacere|arrivederci|sì|si|no|certo|esatto|giusto|oggi|domani|adesso|qui|lì|niente|tutto|perfetto|bene|"
                + "è tutto"),
            Answers = Set("sì|si|no|certo|esatto|giusto|va bene|d'accordo|esattamente|certamente|assolutamente"),
            Digits = Set("zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove|doppio"),
            AsksYesOrNo = Set("è|vuole|ha|può|desidera|posso|preferisce|sono|va|serve|le"),
            AsksForDigits = List("numero|cifre|codice|pin|data di nascita|cap"),
            AsksForTelephone = List("telefono|cellulare|richiamare"),
            AsksHowMany = List("quant|che ora|che giorno|età"),
            AsksForSpelling = List("sillab|lettera per lettera|spelling"),
            AsksAnything = List("aiutar|cosa posso|motivo|racconti|successo"),
            Counts = List("due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici"),
        },
        new()
        {
            Language = "pt",
            NeverLast = Set("e|ou|mas|porque|se|quando|que|então|o|a|os|as|um|uma|meu|minha|seu|sua|meus|ahn|hum|é que|tipo|do|da|dos|das|no|na|ao|"
                + "pelo|eu"),
            SeldomLast = Set("de|com|em|para|pra|por|sem|sobre|desde|até|entre|é|são|está|estou|era|ser|tenho|tem|quero|queria|gostaria|preciso|posso|"
                + "pode|poderia|vou|chamo|muito|mais|não|qual|como|onde|este|esta|esse|essa|primeiro|último|me"),
            Last = Set("obrigado|obrigada|favor|tchau|sim|não|certo|isso|correto|exato|hoje|amanhã|agora|aqui|ali|nada|tudo|perfeito|bem|"
                + "é só isso|só isso"),
            Answers = Set("sim|não|certo|isso|claro|correto|exato|com certeza|pode|pode ser|exatamente|tá"),
            Digits = Set("zero|um|dois|duas|três|quatro|cinco|seis|meia|sete|oito|nove"),
            AsksYesOrNo = Set("é|quer|tem|pode|posso|deseja|gostaria|prefere|está|são|vai|precisa"),
            AsksForDigits = List("número|dígito|código|pin|data de nascimento|cep|cpf"),
            AsksForTelephone = List("telefone|celular|telemóvel"),
            AsksHowMany = List("quant|que horas|que dia|idade"),
            AsksForSpelling = List("soletr|letra por letra"),
            AsksAnything = List("ajudar|posso fazer|motivo|conte|aconteceu"),
            Counts = List("dois|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze"),
        },
        new()
        {
            Language = "nl",
            NeverLast = Set("en|of|maar|omdat|want|als|dat|dus|hoewel|de|het|een|mijn|uw|jouw|zijn|haar|ons|onze|eh|ehm|uh|nou|ik|we|ik heb|"
                + "eigenlijk|zeg maar"),
            SeldomLast = Set("te|voor|van|met|bij|in|op|om|over|onder|naar|uit|zonder|tot|sinds|tegen|tussen|is|zijn|was|ben|heb|heeft|wil|wilde|zou|"
                + "kan|kunnen|moet|nodig|heet|graag een|heel|erg|nog|ook|niet|geen|welke|wat|hoe|waar|deze|die|dit|eerste|volgende|laatste|"
                + "me|aan"),
            Last = Set("alstublieft|alsjeblieft|bedankt|dank u|dag|ja|nee|klopt|goed|prima|vandaag|morgen|nu|hier|daar|niets|alles|graag|"
                + "precies|dat was het|wel"),
            Answers = Set("ja|nee|klopt|goed|prima|precies|natuurlijk|zeker|graag|inderdaad|oké|dat klopt"),
            Digits = Set("nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|dubbel"),
            AsksYesOrNo = Set("is|bent|heeft|wilt|kunt|mag|klopt|zal|wil|zijn|kan|hebt|moet"),
            AsksForDigits = List("nummer|cijfer|code|pin|postcode|geboortedatum"),
            AsksForTelephone = List("telefoon|mobiel|terugbellen"),
            AsksHowMany = List("hoeveel|hoe laat|hoe oud|welke dag"),
            AsksForSpelling = List("spellen|letter voor letter|spel"),
            AsksAnything = List("helpen|doen|reden|vertellen|gaat het over"),
            Counts = List("twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"),
        },
        new()
        {
            Language = "hi",
            NeverLast = Set("और|या|लेकिन|मगर|क्योंकि|अगर|जब|कि|तो|मेरा|मेरी|मेरे|आपका|आपकी|एक|वो|मतलब|उम|मैं|हम|जो|इसलिए|यानी"),
            SeldomLast = Set("का|की|के|को|में|से|पर|तक|ने|लिए|साथ|बारे|नाम|बहुत|अपना|अपनी|यह|ये|इस|उस|कोई|कुछ|पहले|अगले|नंबर"),
            Last = Set("है|हैं|हूँ|हूं|था|थी|थे|चाहिए|दीजिए|कीजिए|जी|नहीं|हाँ|हां|धन्यवाद|शुक्रिया|नमस्ते|ठीक|ठीक है|बस|आज|कल|अभी|सही|दो|करो|गा|"
                + "गी|होगा|सकता|सकते"),
            Answers = Set("हाँ|हां|जी|नहीं|ठीक|ठीक है|सही|बिल्कुल|जी हाँ|जी नहीं"),
            Digits = Set("शून्य|एक|दो|तीन|चार|पांच|पाँच|छह|छः|सात|आठ|नौ"),
            AsksYesOrNo = Set("क्या"),
            AsksForDigits = List("नंबर|अंक|कोड|पिन|जन्मतिथि"),
            AsksForTelephone = List("फोन|फ़ोन|मोबाइल"),
            AsksHowMany = List("कितने|कितनी|कितना|समय|किस दिन"),
            AsksForSpelling = List("स्पेल|वर्तनी|अक्षर"),
            AsksAnything = List("मदद|सहायता|बताइए"),
            Counts = List("दो|तीन|चार|पांच|छह|सात|आठ|नौ|दस|ग्यारह|बारह"),
        },
        new()
        {
            Language = "ja",
            NeverLast = Set("けど|けれど|けれども|ので|から|で|て|が|と|とか|は|を|も|の|あの|えっと|ええと|その|でも|それで|だから|あと|なんか|まあ"),
            SeldomLast = Set("に|へ|まで|より|について|という|って"),
            Last = Set("です|ます|ですか|ますか|ください|ました|ません|でした|はい|いいえ|うん|ありがとうございます|お願いします|お願いいたします|ね|よ|か|たい|たいです|だけです|以上です|大丈夫です"),
            Answers = Set("はい|いいえ|うん|ええ|そうです|違います|大丈夫です|お願いします|結構です"),
            Digits = Set("ゼロ|零|一|二|三|四|五|六|七|八|九|いち|に|さん|よん|ご|ろく|なな|はち|きゅう"),
            AsksYesOrNo = Set("よろしいですか|でしょうか|ますか|ですか"),
            AsksForDigits = List("番号|桁|コード|暗証|生年月日"),
            AsksForTelephone = List("電話番号|携帯"),
            AsksHowMany = List("何名|何人|いくつ|何時|何日|おいくつ"),
            AsksForSpelling = List("スペル|綴り|一文字"),
            AsksAnything = List("ご用件|お手伝い|どうされ|いかがなさ|教えて"),
            Counts = List("二|三|四|五|六|七|八|九|十|十一|十二"),
        },
        new()
        {
            Language = "ru",
            NeverLast = Set("и|или|но|а|потому что|если|когда|что|чтобы|мой|моя|мои|моё|ваш|ну|э|эм|ээ|это|я|мы|как бы|значит|так вот|то есть"),
            SeldomLast = Set("в|на|с|со|к|ко|по|из|от|до|для|о|об|у|за|под|над|при|без|через|между|хочу|хотел|хотела|нужно|нужен|нужна|надо|могу|"
                + "можно|был|была|есть|зовут|очень|не|какой|какая|где|как|этот|эта|этой|первый|последний|мне|меня"),
            Last = Set("пожалуйста|спасибо|свидания|да|нет|ага|хорошо|верно|точно|сегодня|завтра|сейчас|здесь|там|ничего|всё|все|отлично|ладно|"
                + "правильно"),
            Answers = Set("да|нет|ага|верно|точно|хорошо|конечно|правильно|угу|именно|ладно"),
            Digits = Set("ноль|один|два|три|четыре|пять|шесть|семь|восемь|девять"),
            AsksYesOrNo = Set("это|вы|хотите|можете|можно|вам|верно|желаете|будете"),
            AsksForDigits = List("номер|цифр|код|пин|дата рождения|дату рождения|индекс"),
            AsksForTelephone = List("телефон|мобильн|перезвонить"),
            AsksHowMany = List("сколько|во сколько|какой день|какое время"),
            AsksForSpelling = List("по буквам|произнесите"),
            AsksAnything = List("помочь|слушаю|расскажите|вопрос|причин"),
            Counts = List("два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать"),
        },
    ];
}
