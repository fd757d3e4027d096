// The yardstick for the server's processor time: the same calls on the same machine with nothing that a product needs. Caller audio goes to
// the transcription frame by frame; when a sentence ends, the voice is given a fixed one; what it says goes to the caller piece by piece. No model,
// no books, no marks, no second attempt at anything. `BENCH_PIPE=1 bench/calls.sh` measures it.
import http from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const port = Number(process.argv[2]);
const { Deepgram__BaseUrl, Deepgram__ApiKey, ElevenLabs__BaseUrl, ElevenLabs__ApiKey } = process.env;
const voices = await fetch(`${ElevenLabs__BaseUrl.replace(/^ws/, 'http')}/v1/voices`, { headers: { 'xi-api-key': ElevenLabs__ApiKey } });
const voice = (await voices.json()).voices[0].voice_id;
const listen = `${Deepgram__BaseUrl}/v1/listen?model=nova-2&language=en&encoding=mulaw&sample_rate=8000&channels=1&interim_results=true&endpointing=300&vad_events=true`;
const speak = `${ElevenLabs__BaseUrl.replace(/^http/, 'ws')}/v1/text-to-speech/${voice}/multi-stream-input?model_id=eleven_turbo_v2_5&output_format=ulaw_8000&inactivity_timeout=180&auto_mode=true`;
// As long as the simulated model's answers are on average.
const sentence = 'We are open every day from nine to six, and on Saturdays until four. Shall I book a time for you? ';
const plain = { perMessageDeflate: false };

const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.setHeader('content-type', 'text/xml');
    response.end(request.url.startsWith('/twilio/voice')
      ? `<Response><Connect><Stream url="ws://127.0.0.1:${port}/twilio/media"/></Connect></Response>` : '');
  });
});

new WebSocketServer({ server, path: '/twilio/media', ...plain }).on('connection', phone => {
  const ears = new WebSocket(listen, { headers: { Authorization: `Token ${Deepgram__ApiKey}` }, ...plain });
  const mouth = new WebSocket(speak, { headers: { 'xi-api-key': ElevenLabs__ApiKey }, ...plain });
  for (const socket of [phone, ears, mouth]) {
    socket.on('error', error => console.error(error.message));
  }

  let streamSid;
  let spoken = 0;
  let current;
  const say = () => {
    current = `context-${++spoken}`;
    mouth.send(JSON.stringify({ text: ' ', context_id: current }));
    mouth.send(JSON.stringify({ text: sentence, context_id: current, flush: true }));
    mouth.send(JSON.stringify({ context_id: current, close_context: true }));
  };

  phone.on('message', data => {
    const message = JSON.parse(data);
    if (message.event === 'media' && ears.readyState === WebSocket.OPEN) {
      ears.send(Buffer.from(message.media.payload, 'base64'));
    } else if (message.event === 'start') {
      streamSid = message.start.streamSid;
      mouth.readyState === WebSocket.OPEN ? say() : mouth.once('open', say);
    }
  });
  phone.on('close', () => {
    ears.close();
    mouth.close();
  });
  ears.on('message', data => {
    const message = JSON.parse(data);
    if (message.type === 'SpeechStarted') {
      current = undefined;
      phone.send(JSON.stringify({ event: 'clear', streamSid }));
    } else if (message.type === 'Results' && message.speech_final) {
      say();
    }
  });
  mouth.on('message', data => {
    const message = JSON.parse(data);
    if (message.audio && message.contextId === current) {
      phone.send(JSON.stringify({ event: 'media', streamSid, media: { payload: message.audio } }));
    }
  });
});

server.listen(port, '127.0.0.1');
