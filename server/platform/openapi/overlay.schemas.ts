import { Type, type Static } from 'typebox'

const Reason = Type.String({ minLength: 3 })
const strict = { additionalProperties: false }

export const Pagination = Type.Union([
  Type.Object({ kind: Type.Literal('none'), ignoresPaging: Type.Optional(Type.Boolean()) }, strict),
  Type.Object(
    {
      kind: Type.Literal('page'),
      pageParameter: Type.String(),
      sizeParameter: Type.String(),
      firstPage: Type.Integer({ minimum: 0, maximum: 1 }),
      maxPageSize: Type.Integer({ minimum: 1 }),
      lastPageHeader: Type.Boolean(),
      ignoresPaging: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
])
export type Pagination = Static<typeof Pagination>

/** A fixed text, or a moment given as an ISO 8601 duration from now (`-P30D`). */
const WalkValue = Type.Union([
  Type.String(),
  Type.Object({ fromNow: Type.String({ pattern: '^-?P(\\d+D)?(T\\d+H)?$' }) }, strict),
])
type WalkValue = Static<typeof WalkValue>

const walked = {
  priority: Type.Integer({ minimum: 1 }),
  collection: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  // Dotted path inside a record; without it the record is the only one of its parent (or of the workspace) and takes that id.
  idField: Type.Optional(Type.String()),
  nameField: Type.Optional(Type.String()),
  // Whose record it is: a path parameter of the call, or a field of the record.
  parentParameter: Type.Optional(Type.String()),
  parentField: Type.Optional(Type.String()),
  // The same id comes back under several parents, so only both together name a record.
  keyedByParent: Type.Optional(Type.Boolean()),
  query: Type.Optional(Type.Record(Type.String(), WalkValue)),
}

export const Walk = Type.Union([
  Type.Object({ kind: Type.Literal('root'), ...walked }, strict),
  Type.Object({ kind: Type.Literal('dependent'), ...walked }, strict),
  Type.Object({ kind: Type.Literal('skip'), reason: Reason }, strict),
])
export type Walk = Static<typeof Walk>

export const OperationOverlay = Type.Object(
  {
    reason: Reason,
    host: Type.Optional(Type.String()),
    scope: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    pagination: Type.Optional(Pagination),
    items: Type.Optional(Type.String()),
    walk: Type.Optional(Walk),
  },
  strict,
)
export type OperationOverlay = Static<typeof OperationOverlay>

/** `names` are parameters or body fields; `tags` and `paths` (beginnings) narrow the rule; the first rule that fits wins. */
export const IdRule = Type.Object(
  {
    reason: Reason,
    names: Type.Array(Type.String(), { minItems: 1 }),
    in: Type.Optional(
      Type.Array(Type.Union([Type.Literal('path'), Type.Literal('query'), Type.Literal('body')])),
    ),
    tags: Type.Optional(Type.Array(Type.String())),
    paths: Type.Optional(Type.Array(Type.String())),
    operationId: Type.Optional(Type.String()),
    field: Type.Optional(Type.String()),
    parent: Type.Optional(Type.String()),
    installation: Type.Optional(Type.String()),
  },
  strict,
)
export type IdRule = Static<typeof IdRule>

export const Overlay = Type.Object(
  {
    connector: Type.String(),
    hosts: Type.Array(
      Type.Object({ reason: Reason, host: Type.String(), tags: Type.Array(Type.String()) }, strict),
    ),
    scopes: Type.Array(
      Type.Object(
        { reason: Reason, tags: Type.Array(Type.String()), read: Type.String(), write: Type.String() },
        strict,
      ),
    ),
    ids: Type.Array(IdRule),
    operations: Type.Record(Type.String(), OperationOverlay),
    quickActions: Type.Optional(
      Type.Array(Type.Object({ reason: Reason, operationId: Type.String() }, strict)),
    ),
  },
  strict,
)
export type Overlay = Static<typeof Overlay>
