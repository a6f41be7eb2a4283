import { type JsonObject, objectOf } from '../../shared/json.ts'
import { resolveSchema } from './document.ts'
import { listOf } from './json.ts'
import type { Need } from './operation.ts'
import type { IdRule } from './overlay.schemas.ts'
import { lookUp } from './pointer.ts'
import type { DocumentedOperation } from './read-operations.ts'

// Schemas may combine themselves.
const MAX_COMBINED = 4

interface Supplies {
  readonly rules: readonly IdRule[]
  readonly collectionOf: (operationId: string) => string | undefined
}

/** Which operation supplies each id of a call: parameters first, then the top-level fields of the body. */
export function needsOf(
  root: JsonObject,
  operation: DocumentedOperation,
  { rules, collectionOf }: Supplies,
): readonly Need[] {
  const fields = [
    ...operation.parameters.map((parameter) => ({ in: parameter.in, name: parameter.name })),
    ...bodyFields(root, operation).map((name) => ({ in: 'body' as const, name })),
  ]
  return fields.flatMap((field) => {
    if (field.in === 'header' || field.in === 'cookie') return []
    const place = field.in
    const rule = rules.find((candidate) => fits(candidate, operation, { in: place, name: field.name }))
    // An operation cannot supply its own input.
    if (rule === undefined || isOwn(rule, operation)) return []
    return [
      {
        in: place,
        name: field.name,
        connector: rule.connector,
        operationId: rule.operationId,
        field: rule.field ?? 'id',
        parent: rule.parent,
        collection: collectionFor(rule, collectionOf),
        installation: rule.installation,
      },
    ]
  })
}

function isOwn(rule: IdRule, operation: DocumentedOperation): boolean {
  return rule.connector === undefined && rule.operationId === operation.operationId
}

/** What another connector lists is kept by nobody here. */
function collectionFor(rule: IdRule, collectionOf: Supplies['collectionOf']): string | undefined {
  if (rule.operationId === undefined || rule.connector !== undefined) return undefined
  return collectionOf(rule.operationId)
}

function fits(
  rule: IdRule,
  operation: DocumentedOperation,
  field: { in: 'path' | 'query' | 'body'; name: string },
): boolean {
  if (!rule.names.includes(field.name)) return false
  if (rule.in !== undefined && !rule.in.includes(field.in)) return false
  if (rule.tags !== undefined && !rule.tags.some((tag) => operation.tags.includes(tag))) return false
  return rule.paths === undefined || rule.paths.some((path) => operation.path.startsWith(path))
}

function bodyFields(root: JsonObject, operation: DocumentedOperation): readonly string[] {
  const [media] = operation.requestBody?.content ?? []
  if (media?.schemaKeys === undefined) return []
  return [...new Set(fieldsIn(root, lookUp(root, media.schemaKeys), 0))]
}

/** The fields of a schema and of what it combines. */
function fieldsIn(root: JsonObject, schema: unknown, depth: number): readonly string[] {
  if (depth > MAX_COMBINED) return []
  const resolved = resolveSchema(root, schema)
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(resolved[keyword]))
  return [
    ...Object.keys(objectOf(resolved['properties'])),
    ...parts.flatMap((part) => fieldsIn(root, part, depth + 1)),
  ]
}
