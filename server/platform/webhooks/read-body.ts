import { AppError } from '../../shared/errors.ts'
import { isObject, type JsonObject } from '../../shared/json.ts'
import { readJson } from '../../shared/read-json.ts'

const DECODER = new TextDecoder()

/** The body as a JSON object, whatever its content type says; INVALID for anything else. */
export function readBody(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) throw new AppError('INVALID', 'The body is empty; a delivery is a JSON object.')
  const payload = readJson(DECODER.decode(bytes))
  if (!isObject(payload)) throw new AppError('INVALID', 'The body is JSON, but not an object.')
  return payload
}

/** Exactly the bytes that came: as text, or as base64 where they are no UTF-8. */
export function showBody(bytes: Uint8Array): { encoding: 'utf-8' | 'base64'; text: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { encoding: 'utf-8', text }
  } catch {
    // Fatal decoding throws a TypeError for bytes that are no UTF-8, and for nothing else.
    return { encoding: 'base64', text: Buffer.from(bytes).toString('base64') }
  }
}
