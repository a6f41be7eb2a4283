import { Type } from 'typebox'
import { listParameters, nullable } from '../http/index.ts'

const name = (description: string) => Type.String({ description, maxLength: 200 })

export const OperationQuery = Type.Object(
  {
    connector: Type.Optional(name('only this connector, such as clockify')),
    search: Type.Optional(name('words that summary, path, name, method or tags must hold')),
    method: Type.Optional(name('only this HTTP method')),
    tag: Type.Optional(name('only this tag')),
    cursor: listParameters.cursor,
    limit: Type.Optional(
      Type.Integer({ description: 'how many at most; without it all are given', minimum: 1, maximum: 200 }),
    ),
  },
  { additionalProperties: false },
)

export const OperationParams = Type.Object({
  connector: name('the connector'),
  operationId: name("the operation's id in its document"),
})

const line = {
  connector: Type.String({ description: 'the service' }),
  operationId: Type.String({ description: 'its name in the document' }),
  method: Type.String({ description: 'GET, POST ...' }),
  path: Type.String({ description: 'below the base URL, with its parameters in braces' }),
  tags: Type.Array(Type.String(), { description: 'groups of the document' }),
  summary: Type.String({ description: 'what it does' }),
  safe: Type.Boolean({ description: 'only reads, so it may be repeated' }),
  deprecated: Type.Boolean({ description: 'the vendor advises against it' }),
  quickAction: Type.Boolean({ description: 'among the few that most people come for' }),
}

export const OperationLine = Type.Object(line)

const described = Type.Object({
  contentType: Type.String({ description: 'media type' }),
  schema: Type.Unknown({ description: 'JSON Schema 2020-12 that stands on its own' }),
})

export const OperationDetail = Type.Object({
  ...line,
  description: nullable(
    Type.String({
      description: "what to mind, in our words; the vendor's, if its own document was imported",
    }),
  ),
  host: Type.String({ description: 'which host of the connection' }),
  scope: nullable(Type.String({ description: 'the scope that the add-on needs for it' })),
  parameters: Type.Array(Type.Unknown(), {
    description: 'name, in, required, deprecated, style, explode, contentType, description, schema',
  }),
  requestBody: nullable(
    Type.Object(
      {
        required: Type.Boolean({ description: 'a call without body is refused' }),
        content: Type.Array(described, { description: 'the body per media type' }),
      },
      { description: 'null: the operation takes none' },
    ),
  ),
  responses: Type.Array(
    Type.Object({
      status: Type.String({ description: '200, 2XX or default' }),
      headers: Type.Array(Type.String(), { description: 'documented response headers' }),
      content: Type.Array(described, { description: 'the answer per media type' }),
    }),
    { description: 'what the document says of answers' },
  ),
  pagination: Type.Unknown({ description: 'how pages are asked for; kind none: there are none' }),
  needs: Type.Array(Type.Unknown(), {
    description:
      'per id: in, name, the operationId that supplies it, the field there, and the collection of records that holds it',
  }),
})
