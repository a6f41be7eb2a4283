import type { Operation } from '../openapi/index.ts'

const PLACEHOLDER = 'YOUR_TOKEN'

/** The headers that the document's first way of signing in needs, with a placeholder each. */
export function credentialHeaders(operation: Operation): Readonly<Record<string, string>> {
  const { root } = operation.document
  const own = fieldOf(
    fieldOf(fieldOf(root['paths'], operation.path), operation.method.toLowerCase()),
    'security',
  )
  const ways = own ?? root['security']
  const names = Array.isArray(ways) && isHolder(ways[0]) ? Object.keys(ways[0]) : []
  const schemes = fieldOf(root['components'], 'securitySchemes')
  return Object.fromEntries(names.flatMap((name) => headerOf(fieldOf(schemes, name))))
}

function headerOf(scheme: unknown): readonly (readonly [string, string])[] {
  const type = fieldOf(scheme, 'type')
  if (type === 'apiKey' && fieldOf(scheme, 'in') === 'header')
    return [[String(fieldOf(scheme, 'name')).toLowerCase(), PLACEHOLDER]]
  if (type === 'http') return [['authorization', `${String(fieldOf(scheme, 'scheme'))} ${PLACEHOLDER}`]]
  return type === 'oauth2' || type === 'openIdConnect' ? [['authorization', `Bearer ${PLACEHOLDER}`]] : []
}

function fieldOf(holder: unknown, name: string): unknown {
  return isHolder(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
