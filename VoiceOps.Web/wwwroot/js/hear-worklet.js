// The microphone at telephone quality: averages down to 8 kHz and hands on frames of 20 ms.
class Line extends AudioWorkletProcessor {
  constructor() { super(); this.frame = new Float32Array(160); this.filled = 0; this.sum = 0; this.count = 0; this.due = 0; this.step = sampleRate / 8000; }

  process(inputs) {
    const samples = inputs[0][0];
    if (!samples) return true;
    for (const sample of samples) {
      this.sum += sample; this.count++; this.due++;
      if (this.due < this.step) continue;
      this.due -= this.step;
      this.frame[this.filled++] = this.sum / this.count;
      this.sum = 0; this.count = 0;
      if (this.filled === 160) { this.port.postMessage(this.frame.slice()); this.filled = 0; }
    }
    return true;
  }
}
registerProcessor('line', Line);
