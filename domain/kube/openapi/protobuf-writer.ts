const UTF8 = new TextEncoder()

/** Writes one protobuf message field by field; nested messages by a callback. https://protobuf.dev/programming-guides/encoding/ */
export class ProtobufWriter {
  #bytes = new Uint8Array(64)
  #length = 0

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }

  #varint(value: number): void {
    this.#reserve(5)
    let rest = value
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  #delimited(field: number, content: Uint8Array): void {
    this.#varint(field * 8 + 2)
    this.#varint(content.length)
    this.#reserve(content.length)
    this.#bytes.set(content, this.#length)
    this.#length += content.length
  }

  /** A string field; left out unless it is a string with something in it. */
  text(field: number, value: unknown): void {
    if (typeof value === 'string' && value !== '') this.#delimited(field, UTF8.encode(value))
  }

  /** A boolean field; left out unless true. */
  flag(field: number, value: unknown): void {
    if (value !== true) return
    this.#varint(field * 8)
    this.#varint(1)
  }

  /** A nested message, empty when `write` writes nothing. */
  message(field: number, write: (writer: ProtobufWriter) => void): void {
    const inner = new ProtobufWriter()
    write(inner)
    this.#delimited(field, inner.finish())
  }

  /** The bytes written so far. */
  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}
