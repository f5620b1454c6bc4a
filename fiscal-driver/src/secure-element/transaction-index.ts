/**
 * File offsets of the Start and Finish of every transaction, by number: 16 bytes each, so that millions cost
 * little. Offset 0 means none, because a file never has a frame there.
 */
export class TransactionIndex {
  #offsets = new Float64Array(512)

  #grow(slot: number): void {
    if (slot < this.#offsets.length) return
    const larger = new Float64Array(Math.max(slot + 1, this.#offsets.length * 2))
    larger.set(this.#offsets)
    this.#offsets = larger
  }

  #set(slot: number, offset: number): void {
    this.#grow(slot)
    this.#offsets[slot] = offset
  }

  started(transactionNumber: number, offset: number): void {
    this.#set(2 * transactionNumber, offset)
  }

  finished(transactionNumber: number, offset: number): void {
    this.#set(2 * transactionNumber + 1, offset)
  }

  /** Where the two messages stand; null for a transaction that was never started. */
  find(transactionNumber: number): { readonly start: number; readonly finish: number | null } | null {
    const start = this.#offsets[2 * transactionNumber] ?? 0
    const finish = this.#offsets[2 * transactionNumber + 1] ?? 0
    return start === 0 ? null : { start, finish: finish === 0 ? null : finish }
  }
}
