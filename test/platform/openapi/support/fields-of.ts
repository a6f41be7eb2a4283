import type { CompiledOperation } from '../../../../server/platform/openapi/index.ts'
import { resolveSchema } from '../../../../server/platform/openapi/document.ts'
import { listOf } from '../../../../server/platform/openapi/json.ts'
import { lookUp } from '../../../../server/platform/openapi/pointer.ts'
import { type JsonObject, objectOf } from '../../../../server/shared/json.ts'

/** Is there a field at this dotted path of a record (or, where `from` is `answer`, of the whole answer)? */
export function hasField(compiled: CompiledOperation, from: 'answer' | 'record', path: string): boolean {
  const { schemas } = compiled.response
  const { responses, items } = compiled.operation
  const [media] = responses.filter(({ status }) => status.startsWith('2')).flatMap(({ content }) => content)
  const answer = resolveSchema(schemas, lookUp(schemas, media?.schemaKeys ?? []))
  const list = items === undefined ? [answer] : fieldsAt(schemas, [answer], items)
  return fieldsAt(schemas, from === 'answer' ? [answer] : itemsOf(schemas, list), path).length > 0
}

function fieldsAt(schemas: JsonObject, start: readonly JsonObject[], path: string): readonly JsonObject[] {
  return path.split('.').reduce<readonly JsonObject[]>(
    (here, name) =>
      itemsOf(schemas, here)
        .flatMap((schema) => formsOf(schemas, schema))
        .flatMap((form) => {
          const field = objectOf(form['properties'])[name]
          return field === undefined ? [] : [resolveSchema(schemas, field)]
        }),
    start,
  )
}

/** Lists stand for their items. */
function itemsOf(schemas: JsonObject, found: readonly JsonObject[]): readonly JsonObject[] {
  return found
    .flatMap((schema) => formsOf(schemas, schema))
    .map((form) => (form['items'] === undefined ? form : resolveSchema(schemas, form['items'])))
}

function formsOf(schemas: JsonObject, schema: JsonObject): readonly JsonObject[] {
  const combined = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(schema[keyword]))
  return [schema, ...combined.flatMap((part) => formsOf(schemas, resolveSchema(schemas, part)))]
}
