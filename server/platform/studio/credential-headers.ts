import { isObject, valueAt } from '../../shared/json.ts'
import type { Operation } from '../openapi/index.ts'

const PLACEHOLDER = 'YOUR_TOKEN'

/** The headers that the document's first way of signing in needs, with a placeholder each. */
export function credentialHeaders(operation: Operation): Readonly<Record<string, string>> {
  const { root } = operation.document
  const own = valueAt(
    valueAt(valueAt(root['paths'], operation.path), operation.method.toLowerCase()),
    'security',
  )
  const ways = own ?? root['security']
  const names = Array.isArray(ways) && isObject(ways[0]) ? Object.keys(ways[0]) : []
  const schemes = valueAt(root['components'], 'securitySchemes')
  return Object.fromEntries(names.flatMap((name) => headerOf(valueAt(schemes, name))))
}

function headerOf(scheme: unknown): readonly (readonly [string, string])[] {
  const type = valueAt(scheme, 'type')
  if (type === 'apiKey' && valueAt(scheme, 'in') === 'header')
    return [[String(valueAt(scheme, 'name')).toLowerCase(), PLACEHOLDER]]
  if (type === 'http') return [['authorization', `${String(valueAt(scheme, 'scheme'))} ${PLACEHOLDER}`]]
  return type === 'oauth2' || type === 'openIdConnect' ? [['authorization', `Bearer ${PLACEHOLDER}`]] : []
}
