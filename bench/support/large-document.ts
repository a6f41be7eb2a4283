const FIELDS = 14

/** An OpenAPI document of about this size, as large vendors write them: many operations, schemas that refer to each other. */
export function largeDocument(bytes: number): string {
  const paths: Record<string, unknown> = {}
  const schemas: Record<string, unknown> = {}
  const document = {
    openapi: '3.0.1',
    info: { title: 'Large', version: '1' },
    paths,
    components: { schemas },
  }
  const first = JSON.stringify(addResource(document, 0)).length
  for (let index = 1; index < bytes / first; index += 1) addResource(document, index)
  return JSON.stringify(document)
}

interface Growing {
  readonly paths: Record<string, unknown>
  readonly components: { readonly schemas: Record<string, unknown> }
}

function addResource(document: Growing, index: number): unknown {
  const name = `Thing${index}`
  document.components.schemas[name] = schemaOf(index)
  document.paths[`/things${index}/{id}`] = {
    get: operationOf(`getThing${index}`, name),
    put: {
      ...operationOf(`updateThing${index}`, name),
      requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } },
    },
  }
  return [document.components.schemas[name], document.paths[`/things${index}/{id}`]]
}

function operationOf(operationId: string, schema: string): Record<string, unknown> {
  return {
    operationId,
    summary: `One call of ${operationId}, described in about as many words as vendors use for one of theirs.`,
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 40 } },
      { name: 'expand', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
    ],
    responses: {
      200: {
        description: 'The thing.',
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } },
      },
      404: { description: 'There is no such thing, or the caller may not see it.' },
    },
  }
}

function schemaOf(index: number): Record<string, unknown> {
  const fields = Array.from({ length: FIELDS }, (_, field) => [
    `field${field}`,
    { type: 'string', description: `The value of field ${field}, which may be empty.`, maxLength: 255 },
  ])
  const parent = { $ref: `#/components/schemas/Thing${Math.max(0, index - 1)}` }
  return { type: 'object', properties: { ...Object.fromEntries(fields), parent }, required: ['field0'] }
}
