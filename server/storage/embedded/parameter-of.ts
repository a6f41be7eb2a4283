import pg from 'pg'
import { arrayLiteral } from '../array-literal.ts'
import type { EmbeddedParameter } from './protocol.ts'

// pg exports it, but its types do not say so.
const utils = Reflect.get(pg, 'utils') as { prepareValue(this: void, value: unknown): EmbeddedParameter }

/** As text or bytes, by the rules of pg: both databases take the same values. */
export function parameterOf(value: unknown): EmbeddedParameter {
  return utils.prepareValue(Array.isArray(value) ? arrayLiteral(value) : value)
}
