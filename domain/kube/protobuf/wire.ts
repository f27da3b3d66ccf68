import { badRequest } from '#domain/errors.ts'

/** One field on the wire: a number (varint and fixed64 alike) or the bytes of a string, bytes or message. */
export interface WireField {
  number: number
  value: number | Uint8Array
}

const broken = () => badRequest('the protobuf body is cut short or damaged; send it again, or send JSON')

/** Reads a base-128 integer at `at`; signed 64-bit, exact up to 2^53. Returns the value and where it ends. */
const readVarint = (bytes: Uint8Array, at: number): [number, number] => {
  let value = 0
  for (let index = 0; index < 10; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) throw broken()
    // Negative numbers always take ten bytes; the rare long form goes through BigInt.
    if (index === 7 && byte >= 0x80) return readLongVarint(bytes, at)
    value += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return [value, at + index + 1]
  }
  throw broken()
}

const readLongVarint = (bytes: Uint8Array, at: number): [number, number] => {
  let value = 0n
  for (let index = 0; index < 10; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) throw broken()
    value |= BigInt(byte & 0x7f) << BigInt(7 * index)
    if (byte < 0x80) return [Number(BigInt.asIntN(64, value)), at + index + 1]
  }
  throw broken()
}

/**
 * The fields of one protobuf message, in the order they were sent; BadRequest when the bytes are not a message.
 * https://protobuf.dev/programming-guides/encoding/
 */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0
  while (at < bytes.length) {
    const [tag, afterTag] = readVarint(bytes, at)
    const number = Math.floor(tag / 8)
    const wireType = tag % 8
    if (number === 0) throw broken()
    if (wireType === 0) {
      const [value, end] = readVarint(bytes, afterTag)
      yield { number, value }
      at = end
    } else if (wireType === 1) {
      if (afterTag + 8 > bytes.length) throw broken()
      yield { number, value: new DataView(bytes.buffer, bytes.byteOffset + afterTag, 8).getFloat64(0, true) }
      at = afterTag + 8
    } else if (wireType === 2) {
      const [length, start] = readVarint(bytes, afterTag)
      if (length < 0 || start + length > bytes.length) throw broken()
      yield { number, value: bytes.subarray(start, start + length) }
      at = start + length
    } else {
      throw broken()
    }
  }
}

const UTF8 = new TextDecoder()

/** The text of a length-delimited field; empty when it was not sent as one. */
export const textOf = (value: number | Uint8Array | undefined): string => (value instanceof Uint8Array ? UTF8.decode(value) : '')

/** The number of a varint field; zero when it was not sent as one. */
export const numberOf = (value: number | Uint8Array | undefined): number => (typeof value === 'number' ? value : 0)

/** The message (or bytes) of a length-delimited field; empty when it was not sent as one. */
export const bytesOf = (value: number | Uint8Array | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array(0)

/** The fields of a message by number, the last one winning, for messages without repeated fields. */
export const readMessage = (bytes: Uint8Array): Map<number, number | Uint8Array> => {
  const fields = new Map<number, number | Uint8Array>()
  for (const { number, value } of readFields(bytes)) fields.set(number, value)
  return fields
}

/** Standard base64, as JSON carries bytes. */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x2000) text += String.fromCharCode(...bytes.subarray(at, at + 0x2000))
  return btoa(text)
}
