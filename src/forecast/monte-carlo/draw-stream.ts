/**
 * The random numbers of one draw (xoshiro128**, by Blackman and Vigna: 128 bits of state, 32-bit integer arithmetic).
 * Each draw has a stream of its own, which follows from the seed and the draw's number alone: whoever works it out, and
 * beside how many others, gets the same numbers.
 */
export class DrawStream {
  private readonly state = new Uint32Array(4);
  /** Normal numbers come in pairs. */
  private spare: number | null = null;

  constructor(seed: number, draw: number) {
    for (let at = 0; at < 4; at += 1) {
      this.state[at] = scramble(scramble((seed + at * 0x9e3779b9) >>> 0) + draw);
    }
    // All zero would stay so.
    if (this.state.every((each) => each === 0)) this.state[0] = 1;
  }

  /** A number above 0 and at most 1, one of 2^32. */
  fraction(): number {
    const { state } = this;
    const [a, b, c, d] = state as unknown as [number, number, number, number];
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const [second, third] = [c ^ a, d ^ b];
    state[1] = b ^ second;
    state[0] = a ^ third;
    state[2] = second ^ (b << 9);
    state[3] = rotate(third, 11);
    return (result + 1) / 0x1_0000_0000;
  }

  /** A number of the standard normal distribution, by the polar form of Box and Muller. */
  normal(): number {
    if (this.spare !== null) {
      const kept = this.spare;
      this.spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * this.fraction() - 1;
      const y = 2 * this.fraction() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.spare = y * scale;
      return x * scale;
    }
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Spreads neighbouring numbers over all 32 bits (the finaliser of MurmurHash3). */
function scramble(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
