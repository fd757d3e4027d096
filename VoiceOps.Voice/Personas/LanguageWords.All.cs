namespace VoiceOps.Voice.Personas;

public sealed partial record LanguageWords
{
    public static IReadOnlyList<LanguageWords> All { get; } =
    [
        new()
        {
            Language = "en", SpokenAs = "en-US", PutThrough = "One moment please, I will put you through.",
            CreditLow = "Your credit will be used up in about a minute.",
            CreditEnded = "Your credit is used up, so I have to end the call now. Goodbye.",
            Fillers = ["One moment, please.", "Let me see."],
            StillThere = "Are you still there?", Goodbye = "I will hang up now. Goodbye.", NoAnswer = "Sorry, could you say that again?",
            Apology = "I am sorry, something went wrong on our side. Please call again later.",
            Unavailable = "We are sorry, nobody can take your call right now. Please try again later.", UnknownNumber = "an unknown number",
            StopWords = ["stop", "wait", "no"],
            Backchannels =
            [
                "ok", "okay", "yeah", "yes", "yep", "yup", "mhm", "mm", "mm-hmm", "hm", "hmm", "uh-huh", "uh", "um", "ah", "oh", "right", "sure", "alright",
                "all right", "i see", "got it",
            ],
        },
        new()
        {
            Language = "es", SpokenAs = "es-ES", PutThrough = "Un momento, por favor, le paso la llamada.",
            CreditLow = "Su saldo se agotará en un minuto aproximadamente.",
            CreditEnded = "Su saldo se ha agotado, así que tengo que terminar la llamada. Adiós.",
            Fillers = ["Un momento, por favor.", "Déjeme ver."],
            StillThere = "¿Sigue ahí?", Goodbye = "Voy a colgar ahora. Adiós.", NoAnswer = "Perdón, ¿podría repetirlo?",
            Apology = "Lo siento, ha habido un problema por nuestra parte. Por favor, vuelva a llamar más tarde.",
            Unavailable = "Lo sentimos, ahora mismo nadie puede atender su llamada. Por favor, inténtelo más tarde.", UnknownNumber = "un número desconocido",
            StopWords = ["para", "pare", "espera", "espere", "alto", "no"],
            Backchannels = ["ok", "vale", "sí", "si", "ajá", "aja", "ya", "claro", "mm", "mhm", "eh", "ah", "oh", "bueno", "de acuerdo", "entiendo", "muy bien"],
        },
        new()
        {
            Language = "fr", SpokenAs = "fr-FR", PutThrough = "Un instant, s'il vous plaît, je vous transfère.",
            CreditLow = "Votre crédit sera épuisé dans une minute environ.",
            CreditEnded = "Votre crédit est épuisé, je dois donc mettre fin à l'appel. Au revoir.",
            Fillers = ["Un instant, s'il vous plaît.", "Voyons voir."],
            StillThere = "Vous êtes toujours là ?", Goodbye = "Je vais raccrocher maintenant. Au revoir.", NoAnswer = "Pardon, pourriez-vous répéter ?",
            Apology = "Je suis désolé, un problème est survenu de notre côté. Merci de rappeler plus tard.",
            Unavailable = "Nous sommes désolés, personne ne peut prendre votre appel pour le moment. Merci de réessayer plus tard.", UnknownNumber = "un numéro inconnu",
            StopWords = ["stop", "arrêtez", "arrête", "attendez", "attends", "non"],
            Backchannels = ["ok", "oui", "ouais", "d'accord", "mm", "mhm", "hum", "euh", "ah", "oh", "bien", "voilà", "bien sûr", "je vois", "très bien"],
        },
        new()
        {
            Language = "de", SpokenAs = "de-DE", PutThrough = "Einen Moment bitte, ich verbinde Sie.",
            CreditLow = "Ihr Guthaben ist in etwa einer Minute aufgebraucht.",
            CreditEnded = "Ihr Guthaben ist aufgebraucht, deshalb muss ich das Gespräch jetzt beenden. Auf Wiederhören.",
            Fillers = ["Einen Moment, bitte.", "Mal sehen."],
            StillThere = "Sind Sie noch da?", Goodbye = "Ich lege jetzt auf. Auf Wiederhören.", NoAnswer = "Entschuldigung, können Sie das noch einmal sagen?",
            Apology = "Es tut mir leid, bei uns ist etwas schiefgegangen. Bitte rufen Sie später noch einmal an.",
            Unavailable = "Es tut uns leid, gerade kann niemand Ihren Anruf annehmen. Bitte versuchen Sie es später noch einmal.", UnknownNumber = "eine unbekannte Nummer",
            StopWords = ["stopp", "stop", "halt", "warten", "warte", "moment", "nein"],
            Backchannels = ["ok", "okay", "ja", "jo", "genau", "mhm", "mm", "hm", "hmm", "äh", "ähm", "ah", "oh", "aha", "gut", "klar", "richtig", "alles klar", "verstehe", "ach so"],
        },
        new()
        {
            Language = "it", SpokenAs = "it-IT", PutThrough = "Un momento, per favore, le passo un collega.",
            CreditLow = "Il suo credito terminerà tra circa un minuto.",
            CreditEnded = "Il suo credito è terminato, quindi devo chiudere la chiamata. Arrivederci.",
            Fillers = ["Un momento, per favore.", "Vediamo."],
            StillThere = "È ancora in linea?", Goodbye = "Adesso riattacco. Arrivederci.", NoAnswer = "Mi scusi, può ripetere?",
            Apology = "Mi dispiace, c'è stato un problema da parte nostra. La preghiamo di richiamare più tardi.",
            Unavailable = "Ci dispiace, in questo momento nessuno può rispondere. La preghiamo di riprovare più tardi.", UnknownNumber = "un numero sconosciuto",
            StopWords = ["stop", "ferma", "fermo", "aspetti", "aspetta", "no"],
            Backchannels = ["ok", "sì", "si", "certo", "mm", "mhm", "eh", "ah", "oh", "bene", "va bene", "giusto", "esatto", "ho capito", "d'accordo"],
        },
        new()
        {
            Language = "pt", SpokenAs = "pt-BR", PutThrough = "Um momento, por favor, vou transferir a chamada.",
            CreditLow = "O seu crédito vai acabar em cerca de um minuto.",
            CreditEnded = "O seu crédito acabou, por isso tenho de terminar a chamada. Até logo.",
            Fillers = ["Um momento, por favor.", "Deixe-me ver."],
            StillThere = "Ainda está aí?", Goodbye = "Vou desligar agora. Até logo.", NoAnswer = "Desculpe, pode repetir?",
            Apology = "Desculpe, houve um problema do nosso lado. Por favor, ligue novamente mais tarde.",
            Unavailable = "Desculpe, ninguém pode atender a sua chamada agora. Por favor, tente mais tarde.", UnknownNumber = "um número desconhecido",
            StopWords = ["pare", "para", "espere", "espera", "não"],
            Backchannels = ["ok", "sim", "tá", "tá bom", "certo", "mm", "mhm", "ah", "oh", "é", "isso", "claro", "entendi", "muito bem", "pois"],
        },
        new()
        {
            Language = "nl", SpokenAs = "nl-NL", PutThrough = "Een ogenblik, ik verbind u door.",
            CreditLow = "Uw tegoed is over ongeveer een minuut op.",
            CreditEnded = "Uw tegoed is op, dus ik moet het gesprek nu beëindigen. Tot ziens.",
            Fillers = ["Een ogenblik, alstublieft.", "Even kijken."],
            StillThere = "Bent u er nog?", Goodbye = "Ik hang nu op. Tot ziens.", NoAnswer = "Sorry, kunt u dat nog een keer zeggen?",
            Apology = "Het spijt me, er is bij ons iets misgegaan. Belt u later alstublieft nog een keer.",
            Unavailable = "Het spijt ons, op dit moment kan niemand uw gesprek aannemen. Probeert u het later nog eens.", UnknownNumber = "een onbekend nummer",
            StopWords = ["stop", "wacht", "nee"],
            Backchannels = ["ok", "oké", "ja", "mhm", "mm", "hm", "eh", "ah", "oh", "goed", "precies", "klopt", "prima", "ik snap het", "juist"],
        },
        new()
        {
            Language = "hi", SpokenAs = "hi-IN", PutThrough = "कृपया एक क्षण रुकिए, मैं आपकी कॉल जोड़ रहा हूँ।",
            CreditLow = "आपका क्रेडिट लगभग एक मिनट में समाप्त हो जाएगा।",
            CreditEnded = "आपका क्रेडिट समाप्त हो गया है, इसलिए मुझे अब कॉल समाप्त करनी होगी। नमस्ते।",
            Fillers = ["एक क्षण रुकिए।", "मैं देखता हूँ।"],
            StillThere = "क्या आप लाइन पर हैं?", Goodbye = "अब मैं कॉल समाप्त कर रहा हूँ। नमस्ते।", NoAnswer = "माफ़ कीजिए, क्या आप दोबारा कह सकते हैं?",
            Apology = "माफ़ कीजिए, हमारी ओर से कुछ गड़बड़ हो गई। कृपया बाद में फिर कॉल करें।",
            Unavailable = "क्षमा करें, अभी कोई आपकी कॉल नहीं ले सकता। कृपया बाद में फिर कोशिश करें।", UnknownNumber = "एक अज्ञात नंबर",
            StopWords = ["रुको", "रुकिए", "ठहरो", "नहीं"],
            Backchannels = ["हाँ", "हां", "जी", "जी हाँ", "अच्छा", "ठीक", "ठीक है", "हम्म", "ओके", "सही", "समझ गया", "समझ गई"],
        },
        new()
        {
            Language = "ja", SpokenAs = "ja-JP", PutThrough = "少々お待ちください。おつなぎいたします。",
            CreditLow = "残高はあと約1分でなくなります。",
            CreditEnded = "残高がなくなりましたので、通話を終了いたします。失礼いたします。",
            Fillers = ["少々お待ちください。", "そうですね。"],
            StillThere = "お電話はつながっていますか?", Goodbye = "それでは失礼いたします。", NoAnswer = "すみません、もう一度お願いできますか?",
            Apology = "申し訳ございません。こちらで問題が発生しました。後ほどおかけ直しください。",
            Unavailable = "申し訳ございません。ただいま電話に出ることができません。後ほどおかけ直しください。", UnknownNumber = "非通知の番号",
            StopWords = ["待って", "ちょっと待って", "やめて", "ストップ", "いいえ"],
            Backchannels = ["はい", "ええ", "うん", "そう", "そうです", "なるほど", "へえ", "ああ", "わかりました", "了解", "オーケー"],
        },
        new()
        {
            Language = "ru", SpokenAs = "ru-RU", PutThrough = "Одну минуту, пожалуйста, я вас соединю.",
            CreditLow = "Ваши средства закончатся примерно через минуту.",
            CreditEnded = "Ваши средства закончились, поэтому я должен завершить звонок. До свидания.",
            Fillers = ["Одну минуту, пожалуйста.", "Сейчас посмотрю."],
            StillThere = "Вы ещё на линии?", Goodbye = "Я сейчас положу трубку. До свидания.", NoAnswer = "Извините, повторите, пожалуйста.",
            Apology = "Извините, у нас произошла ошибка. Пожалуйста, перезвоните позже.",
            Unavailable = "Извините, сейчас никто не может ответить на ваш звонок. Пожалуйста, попробуйте позже.", UnknownNumber = "неизвестный номер",
            StopWords = ["стоп", "стой", "подождите", "подожди", "нет"],
            Backchannels = ["да", "ага", "угу", "хорошо", "ладно", "понятно", "ясно", "так", "ну", "мм", "ок", "окей", "конечно", "верно"],
        },
    ];
}
