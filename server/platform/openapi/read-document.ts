import { pointerOf } from '../../shared/json-pointer.ts'
import { isObject, type JsonObject } from '../../shared/json.ts'
import { AppError, messageOf } from '../../shared/errors.ts'
import { type ApiDocument, locate } from './document.ts'
import { isDeeperThan } from './json.ts'
import { keysOfRef, lookUp } from './pointer.ts'
import { keysOfPlace, walkDocument } from './walk-document.ts'

const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
const MAX_DOCUMENT_DEPTH = 256

/** Takes what can be read, circular references and strictly invalid documents included; refuses the rest with place and reason. */
export function readDocument(source: string | JsonObject): ApiDocument {
  const root = typeof source === 'string' ? parse(source) : source
  if (!isObject(root)) throw refused('', 'an OpenAPI document is a JSON object')
  if (isDeeperThan(root, MAX_DOCUMENT_DEPTH)) {
    throw refused('', `it is nested deeper than ${MAX_DOCUMENT_DEPTH} levels`)
  }
  const version = versionOf(root)
  if (!isObject(root['paths'])) throw refused('/paths', 'the paths are missing')
  checkReferences(root)
  return { root, version }
}

function parse(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
    throw new AppError('TOO_LARGE', 'An OpenAPI document may have at most 20 MB.')
  }
  try {
    // A byte order mark is no JSON, but editors write one.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new AppError('INVALID', `The document is no JSON: ${messageOf(error)}.`, { cause: error })
  }
}

function versionOf(root: JsonObject): '3.0' | '3.1' {
  const declared = root['openapi'] ?? root['swagger']
  const match = /^(3\.[01])(\.\d+)?/.exec(typeof declared === 'string' ? declared : '')
  if (match?.[1] === '3.0' || match?.[1] === '3.1') return match[1]
  throw refused(
    '/openapi',
    declared === undefined
      ? 'the version is missing; 3.0 and 3.1 are read'
      : `version ${JSON.stringify(declared)} is not read, only 3.0 and 3.1`,
  )
}

function checkReferences(root: JsonObject): void {
  walkDocument(root, (holder, place) => {
    const ref = holder['$ref']
    if (typeof ref !== 'string') return
    const reason = reasonAgainst(root, ref)
    if (reason === undefined) return
    throw refused(pointerOf([...keysOfPlace(place), '$ref']), `reference ${JSON.stringify(ref)} ${reason}`)
  })
}

function reasonAgainst(root: JsonObject, ref: string): string | undefined {
  const keys = keysOfRef(ref)
  if (keys === undefined) return 'is not local (it must begin with "#/")'
  const target = lookUp(root, keys)
  if (target === undefined) return 'leads nowhere'
  if (isObject(target) && locate(root, { value: target, keys }) === undefined) return 'never ends'
  return undefined
}

function refused(pointer: string, reason: string): AppError {
  return new AppError(
    'INVALID',
    `The document cannot be read at ${pointer === '' ? '/' : pointer}: ${reason}.`,
  )
}
