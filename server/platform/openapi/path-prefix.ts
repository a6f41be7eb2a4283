import { type JsonObject, objectOf } from '../../shared/json.ts'
import { listOf, textOf } from './json.ts'

/** The path of a server without a host of its own, such as `/v2`: addresses are given by connections, so it belongs to the paths. */
export function prefixOf(root: JsonObject): string {
  const url = textOf(objectOf(listOf(root['servers'])[0])['url']) ?? ''
  return /^\/[^/{}]/.test(url) ? url.replace(/\/+$/, '') : ''
}
