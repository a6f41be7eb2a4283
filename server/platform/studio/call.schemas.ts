import { Type } from 'typebox'
import { instant, listParameters, nullable } from '../http/index.ts'

const name = (description: string) => Type.String({ description, minLength: 1, maxLength: 200 })
const values = (description: string) => Type.Record(Type.String(), Type.Unknown(), { description })

export const callInput = {
  path: Type.Optional(values('path parameters; those of the credentials are set by the server')),
  query: Type.Optional(values('query parameters')),
  headers: Type.Optional(values('header parameters of the document')),
  body: Type.Optional(
    Type.Unknown({ description: 'JSON; files as {"$file": {"name", "contentType", "base64"}}' }),
  ),
  allPages: Type.Optional(Type.Boolean({ description: 'read every page and join their items' })),
}

export const CallRequest = Type.Object(
  {
    connector: name('the service'),
    operationId: name('the operation'),
    ...callInput,
    dryRun: Type.Optional(Type.Boolean({ description: 'check and show the request, send nothing' })),
  },
  { additionalProperties: false },
)

const headers = (description: string) => Type.Record(Type.String(), Type.String(), { description })

const ShownRequest = Type.Object(
  {
    method: Type.String({ description: 'HTTP method' }),
    url: Type.String({ description: 'without secret values' }),
    headers: headers('the credential is added only when it is sent, and never shown'),
    body: Type.Unknown({ description: 'without secret values and the bytes of files' }),
  },
  { description: 'what is sent' },
)

const Difference = Type.Object({
  pointer: Type.String({ description: 'where in the answer; * is any item of a list' }),
  kind: Type.String({ description: 'missing, type, enum, value, unexpected, status or content-type' }),
  message: Type.String({ description: 'what is different' }),
})

const Truncation = nullable(
  Type.Object(
    {
      reason: Type.String({
        description: 'max-pages, max-bytes, page-failed, no-answer, rate-limited or cancelled',
      }),
      page: Type.Integer({ description: 'the first page that is missing, from 1' }),
      detail: Type.String({ description: 'what happened' }),
      status: nullable(Type.Integer({ description: 'of the answer that came instead' })),
      body: Type.Unknown({ description: 'what came instead' }),
    },
    { description: 'why there are more pages than the body holds; null when it holds all that was asked' },
  ),
)

const differences = Type.Array(Difference, {
  description: 'where the answer differs from the document; nothing is refused for it',
})

export const CallAnswer = Type.Object({
  callId: Type.String({ description: 'finds it in GET /api/calls' }),
  request: ShownRequest,
  status: Type.Integer({ description: "the other side's status, 4xx and 5xx included" }),
  headers: headers("the other side's headers, without secrets"),
  body: Type.Unknown({
    description:
      'JSON, text, null, or {"$binary": {"contentType", "base64", "bytes"}}; with allPages the items',
  }),
  bodyText: nullable(
    Type.String({ description: 'the JSON as it was sent, if body cannot hold its numbers' }),
  ),
  inexact: Type.Boolean({ description: 'a number in body lost digits' }),
  durationMs: Type.Integer({ description: 'with waiting and repetitions' }),
  attempts: Type.Integer({ description: 'requests that were sent' }),
  violations: differences,
  pages: Type.Integer({ description: 'pages that body holds' }),
  truncated: Truncation,
})

export const DryRun = Type.Object({
  dryRun: Type.Literal(true, { description: 'nothing was sent' }),
  request: ShownRequest,
})

export const CallQuery = Type.Object(
  {
    ...listParameters,
    connector: Type.Optional(name('only this connector')),
    operationId: Type.Optional(name('only this operation')),
  },
  { additionalProperties: false },
)

export const IdParams = Type.Object({ id: Type.String({ description: 'the id', maxLength: 64 }) })

export const SnippetQuery = Type.Object(
  {
    target: Type.Union([Type.Literal('curl'), Type.Literal('js'), Type.Literal('python')], {
      description: 'curl, js or python',
      default: 'curl',
    }),
  },
  { additionalProperties: false },
)

export const Snippet = Type.Object({
  target: Type.String({ description: 'as asked for' }),
  snippet: Type.String({ description: 'the request as code; secrets are placeholders' }),
})

const line = {
  id: Type.String({ description: 'callId; sortable by time' }),
  connector: Type.String({ description: 'the service' }),
  operationId: Type.String({ description: 'the operation' }),
  method: Type.String({ description: 'HTTP method' }),
  url: Type.String({ description: 'without secret values' }),
  status: nullable(Type.Integer({ description: 'null: there was no answer' })),
  problem: nullable(Type.String({ description: 'why there was no answer' })),
  durationMs: Type.Integer({ description: 'with waiting and repetitions' }),
  attempts: Type.Integer({ description: 'requests that were sent' }),
  pages: Type.Integer({ description: 'pages that were read' }),
  actor: Type.Object(
    {
      type: Type.String({ description: 'user or api-key' }),
      id: Type.String({ description: 'who called' }),
    },
    { description: 'on whose behalf' },
  ),
  createdAt: instant('when it was called'),
}

export const CallLine = Type.Object(line)

export const CallDetail = Type.Object({
  ...line,
  input: Type.Object(
    {
      path: values('as sent'),
      query: values('as sent'),
      headers: values('as sent'),
      body: Type.Unknown({ description: 'as sent, without secrets' }),
      allPages: Type.Boolean({ description: 'every page was asked for' }),
    },
    { description: 'what the caller gave' },
  ),
  request: ShownRequest,
  response: nullable(
    Type.Object(
      {
        headers: headers('without secrets'),
        body: Type.Unknown({
          description: 'without secrets; long ones as {"$cut": {"characters", "beginning"}}',
        }),
        truncated: Truncation,
      },
      { description: 'what the other side answered; null: there was no answer' },
    ),
  ),
  violations: differences,
})
