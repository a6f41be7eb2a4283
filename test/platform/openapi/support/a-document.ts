import type { CompiledOperation } from '../../../../server/platform/openapi/index.ts'
import { createCatalogue, createCompiler, readDocument } from '../../../../server/platform/openapi/index.ts'
import type { Overlay } from '../../../../server/platform/openapi/overlay.schemas.ts'
import type { JsonObject } from '../../../../server/shared/json.ts'

interface Parts {
  readonly openapi?: string
  readonly paths?: JsonObject
  readonly schemas?: JsonObject
  readonly components?: JsonObject
}

export function aDocument({
  openapi = '3.0.3',
  paths = {},
  schemas = {},
  components = {},
}: Parts): JsonObject {
  return { openapi, info: { title: 't', version: '1' }, paths, components: { schemas, ...components } }
}

export function aCatalogue(document: JsonObject, overlay?: Overlay) {
  return createCatalogue({
    documents: [{ connector: 'example', document: () => readDocument(document), overlay: () => overlay }],
  })
}

/** The only operation of a small document, ready to be used. */
export function compiledOperation(
  operation: JsonObject,
  parts: Parts & { path?: string; method?: string } = {},
) {
  const { path = '/things', method = 'get', ...rest } = parts
  const document = aDocument({
    ...rest,
    paths: {
      [path]: { [method]: { operationId: 'it', responses: { 200: { description: '' } }, ...operation } },
    },
  })
  const found = aCatalogue(document).find('example', 'it')
  if (found === undefined) throw new Error('the document has no operation')
  const compiled: CompiledOperation = createCompiler().compile(found)
  return compiled
}

export function jsonBody(schema: JsonObject, required = true): JsonObject {
  return { requestBody: { required, content: { 'application/json': { schema } } } }
}

export function jsonAnswer(schema: JsonObject, status = '200'): JsonObject {
  return { responses: { [status]: { description: '', content: { 'application/json': { schema } } } } }
}
