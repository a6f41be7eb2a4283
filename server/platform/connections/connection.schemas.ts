import { Type, type Static, type TObject } from 'typebox'
import { instant, listParameters, nullable } from '../http/index.ts'

export const ConnectionView = Type.Object({
  id: Type.String({ description: "the connection's id; stays when it is replaced" }),
  connector: Type.String({ description: 'the service: clickup, slack, huntflow, jira, confluence' }),
  label: Type.String({ description: "the service's name" }),
  baseUrl: Type.String({ description: 'where its requests go' }),
  status: Type.Enum(['untested', 'ok', 'failing'], { description: 'what the last test said' }),
  account: nullable(Type.String({ description: 'as whom it acts, by the last test that went well' })),
  lastError: nullable(Type.String({ description: 'what the last test found, and what to do' })),
  testedAt: nullable(instant('when it was tested')),
  savedAt: instant('when its credentials were saved'),
  warnings: Type.Array(
    Type.Object(
      {
        operation: Type.String({ description: 'method and path behind the address, ids left out' }),
        heardAt: instant('when an answer said so first'),
        endsAt: nullable(instant('when it ends, where the service says it')),
      },
      { description: 'an operation that was used and that the service will remove' },
    ),
    { description: 'what answers have announced since the credentials were saved' },
  ),
})
export type ConnectionView = Static<typeof ConnectionView>

export const ConnectionQuery = Type.Object(listParameters, { additionalProperties: false })
export const ConnectionParams = Type.Object({
  id: Type.String({ description: "the connection's id", maxLength: 200 }),
})

export const TestOutcomeView = Type.Object({
  ok: Type.Boolean({ description: 'whether the service took the credentials' }),
  account: Type.Optional(Type.String({ description: 'as whom they act' })),
  problem: Type.Optional(Type.String({ description: 'why not, and what to do' })),
})

const baseUrl = Type.Optional(
  Type.String({ description: "the service's address, if it is not the vendor's usual one", maxLength: 500 }),
)

/** What the route of a service takes: its credentials, all of them each time, and where to use them. */
export function connectionBody(credentials: TObject) {
  return Type.Object({ ...credentials.properties, baseUrl }, { additionalProperties: false })
}

/** A secret as people paste it: no blanks, nothing that a header could not hold. */
export function secret(description: string) {
  return Type.String({ description, minLength: 8, maxLength: 4096, pattern: '^[\\x21-\\x7e]+$' })
}
