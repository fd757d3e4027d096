// A telephone line in the browser: speaks the media stream's protocol over a socket of this server's.
const rate = 8000;

// G.711 mu-law: bits inverted; sign, exponent of 3, mantissa of 4.
const decoded = Float32Array.from({ length: 256 }, (_, code) => {
  const u = ~code & 0xFF;
  const magnitude = ((((u & 15) << 3) + 132) << ((u >> 4) & 7)) - 132;
  return (u & 128 ? -magnitude : magnitude) / 32768;
});
function encode(sample) {
  const value = Math.max(-1, Math.min(1, sample)) * 32767;
  const magnitude = Math.min(Math.abs(value), 32635) + 132;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  return ~((value < 0 ? 128 : 0) | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xFF;
}

// Ready to call once the browser has let the page use the microphone.
export async function line() {
  // What takes noise away takes sounds from recognition too; only the persona's own voice must not come back.
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: false, autoGainControl: false } });
  let context, source, sampler;
  const letGo = () => { for (const track of microphone.getTracks()) track.stop(); context?.close(); };
  try {
    context = new AudioContext();
    await context.resume();
    await context.audioWorklet.addModule('/js/hear-worklet.js');
    source = context.createMediaStreamSource(microphone);
    sampler = new AudioWorkletNode(context, 'line', { numberOfOutputs: 0 });
  } catch (error) {
    // There is no line yet that anybody could hang up, so the microphone would stay on.
    letGo();
    throw error;
  }
  let ended = false;
  let ending = () => { };

  function end(reason) {
    if (ended) return;
    ended = true;
    ending(reason);
    letGo();
  }

  function call(path, ticket, page) {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`);
    const streamSid = `MZ${ticket.callSid}`;
    let sequence = 0, chunk = 0, free = 0;
    const playing = new Set();
    const marks = new Map();

    const send = message => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ ...message, sequenceNumber: String(++sequence), streamSid })); };
    const echo = name => { clearTimeout(marks.get(name)); if (marks.delete(name)) send({ event: 'mark', mark: { name } }); };
    const hear = {
      media: message => {
        const bytes = atob(message.media.payload);
        const buffer = context.createBuffer(1, bytes.length, rate);
        const samples = buffer.getChannelData(0);
        for (let index = 0; index < bytes.length; index++) samples[index] = decoded[bytes.charCodeAt(index)];
        const sound = context.createBufferSource();
        sound.buffer = buffer;
        sound.connect(context.destination);
        // What comes while something plays waits for its end.
        free = Math.max(free, context.currentTime + 0.02);
        sound.start(free);
        free += buffer.duration;
        playing.add(sound);
        sound.onended = () => playing.delete(sound);
      },
      // Comes back when all that was sent before it has been played.
      mark: message => marks.set(message.mark.name, setTimeout(() => echo(message.mark.name), Math.max(0, free - context.currentTime) * 1000)),
      clear: () => {
        for (const sound of playing) sound.stop();
        playing.clear();
        free = 0;
        for (const name of [...marks.keys()]) echo(name);
      },
    };

    ending = reason => {
      send({ event: 'stop', stop: { callSid: ticket.callSid } });
      socket.close();
      for (const timer of marks.values()) clearTimeout(timer);
      page.invokeMethodAsync('LineEnded', reason).catch(() => { /* The page is gone. */ });
    };

    socket.onopen = () => {
      socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }));
      send({ event: 'start', start: { accountSid: 'browser', streamSid, callSid: ticket.callSid, tracks: ['inbound'], mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: rate, channels: 1 }, customParameters: { token: ticket.token } } });
      source.connect(sampler);
      sampler.port.onmessage = event => {
        let bytes = '';
        for (const sample of event.data) bytes += String.fromCharCode(encode(sample));
        send({ event: 'media', media: { track: 'inbound', chunk: String(++chunk), timestamp: String(chunk * 20), payload: btoa(bytes) } });
      };
    };
    socket.onmessage = event => { const message = JSON.parse(event.data); hear[message.event]?.(message); };
    socket.onclose = () => end('The other side has hung up.');
    socket.onerror = () => end('The connection was lost.');
  }

  return { call, hangUp: () => end('') };
}
