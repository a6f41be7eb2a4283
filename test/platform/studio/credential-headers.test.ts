import { describe, expect, it } from 'vitest'
import { createCatalogue, readDocument } from '../../../server/platform/openapi/index.ts'
import { credentialHeaders } from '../../../server/platform/studio/credential-headers.ts'

function headersFor(security: unknown, scheme: object): Readonly<Record<string, string>> {
  const document = readDocument({
    openapi: '3.1.0',
    ...(security === undefined ? {} : { security }),
    paths: { '/a': { get: { operationId: 'a', responses: {} } } },
    components: { securitySchemes: { S: scheme } },
  })
  const catalogue = createCatalogue({
    documents: [{ connector: 'x', document: () => document, overlay: () => undefined }],
  })
  const [operation] = catalogue.list()
  if (operation === undefined) throw new Error('no operation')
  return credentialHeaders(operation)
}

describe('credentialHeaders', () => {
  it.each([
    [{ type: 'apiKey', in: 'header', name: 'X-Key' }, { 'x-key': 'YOUR_TOKEN' }],
    [{ type: 'http', scheme: 'bearer' }, { authorization: 'bearer YOUR_TOKEN' }],
    [{ type: 'oauth2', flows: {} }, { authorization: 'Bearer YOUR_TOKEN' }],
    [{ type: 'apiKey', in: 'query', name: 'key' }, {}],
  ])('knows the header of %j', (scheme, headers) => {
    expect(headersFor([{ S: [] }, { Other: [] }], scheme)).toEqual(headers)
  })

  it.each([undefined, [], [{}], [{ constructor: [] }], 'odd'])('needs none for security %j', (security) => {
    expect(headersFor(security, { type: 'http', scheme: 'basic' })).toEqual({})
  })
})
