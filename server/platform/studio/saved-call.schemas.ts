import { Type, type Static } from 'typebox'
import { instant, listParameters } from '../http/index.ts'
import { callInput } from './call.schemas.ts'

const CallValues = Type.Object(callInput, {
  additionalProperties: false,
  description: 'path, query, headers, body, allPages, as POST /api/calls takes them',
})

const editable = {
  name: Type.String({
    description: 'shown in lists',
    minLength: 1,
    maxLength: 200,
    pattern: '^[^\\u0000]*$',
  }),
  connector: Type.String({ description: 'the service', minLength: 1, maxLength: 200 }),
  operationId: Type.String({ description: 'the operation', minLength: 1, maxLength: 200 }),
}

export const SavedCallInput = Type.Object(
  { ...editable, input: Type.Optional(CallValues) },
  { additionalProperties: false },
)
export type SavedCallInput = Static<typeof SavedCallInput>

export const SavedCall = Type.Object({
  id: Type.String({ description: 'sortable by time of making' }),
  ...editable,
  input: Type.Unknown({ description: 'path, query, headers, body, allPages' }),
  createdBy: Type.String({ description: 'id of who made it' }),
  createdAt: instant('when it was made'),
  updatedAt: instant('when it was last changed'),
})
export type SavedCall = Static<typeof SavedCall>

export const SavedCallQuery = Type.Object(
  {
    ...listParameters,
    connector: Type.Optional(Type.String({ description: 'only this connector', maxLength: 200 })),
  },
  { additionalProperties: false },
)
