import { type JsonObject, objectOf } from '../../shared/json.ts'
import { resolveSchema } from './document.ts'
import type { Need } from './operation.ts'
import type { IdRule } from './overlay.schemas.ts'
import { lookUp } from './pointer.ts'
import type { DocumentedOperation } from './read-operations.ts'

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
    if (rule === undefined || rule.operationId === operation.operationId) return []
    return [
      {
        in: place,
        name: field.name,
        operationId: rule.operationId,
        field: rule.field ?? 'id',
        parent: rule.parent,
        collection: rule.operationId === undefined ? undefined : collectionOf(rule.operationId),
        installation: rule.installation,
      },
    ]
  })
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
  return Object.keys(objectOf(resolveSchema(root, lookUp(root, media.schemaKeys))['properties']))
}
