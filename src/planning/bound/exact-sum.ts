/** Above this a running sum is moved to the big integer: adding two such doubles is still exact. */
const FULL = 2 ** 52;

/** A sum of whole numbers that stays exact beyond what a double can tell, at nearly the cost of doubles. */
export class ExactSum {
  private low = 0;
  private high = 0n;

  /** Adds a whole number between -2^52 and 2^52. */
  add(value: number): void {
    this.low += value;
    if (this.low > FULL || this.low < -FULL) {
      this.high += BigInt(this.low);
      this.low = 0;
    }
  }

  /** Adds the product of two safe integers. */
  addProduct(a: number, b: number): void {
    const product = a * b;
    if (product <= FULL && product >= -FULL) this.add(product);
    else this.high += BigInt(a) * BigInt(b);
  }

  addBig(value: bigint): void {
    this.high += value;
  }

  total(): bigint {
    return this.high + BigInt(this.low);
  }
}
