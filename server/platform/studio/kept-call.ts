import { Type, type Static, type TSchema } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { AppError } from '../../shared/errors.ts'
import type { ApiCallRow } from './api-call.store.ts'

const values = Type.Record(Type.String(), Type.Unknown())
const headers = Type.Record(Type.String(), Type.String())

/** The JSON columns of a call, as record-call writes them. */
const KeptRequest = Type.Object({
  path: values,
  query: values,
  headers: values,
  body: Type.Unknown(),
  contentType: Type.Union([Type.String(), Type.Null()]),
  sentHeaders: headers,
  allPages: Type.Boolean(),
})
export type KeptRequest = Static<typeof KeptRequest>

const KeptResponse = Type.Object({
  headers,
  body: Type.Unknown(),
  truncated: Type.Union([
    Type.Null(),
    Type.Object({
      reason: Type.String(),
      page: Type.Integer(),
      detail: Type.String(),
      status: Type.Union([Type.Integer(), Type.Null()]),
      body: Type.Unknown(),
    }),
  ]),
})
type KeptResponse = Static<typeof KeptResponse>

const KeptDifferences = Type.Array(
  Type.Object({ pointer: Type.String(), kind: Type.String(), message: Type.String() }),
)
type KeptDifferences = Static<typeof KeptDifferences>

interface KeptCall {
  readonly request: KeptRequest
  readonly response: KeptResponse | null
  readonly violations: KeptDifferences
}

export function readKeptCall(row: ApiCallRow): KeptCall {
  return {
    request: checked(KeptRequest, row.request),
    response: row.response === null ? null : checked(KeptResponse, row.response),
    violations: checked(KeptDifferences, row.violations),
  }
}

function checked<S extends TSchema>(schema: S, value: unknown): Static<S> {
  if (hasShape(schema, value)) return value
  throw new AppError('INTERNAL', 'This call was kept in a form that is not known here.')
}
