import { Type, type Static } from 'typebox'

const Reason = Type.String({ minLength: 3 })
const strict = { additionalProperties: false }

export const Pagination = Type.Union([
  Type.Object({ kind: Type.Literal('none'), ignoresPaging: Type.Optional(Type.Boolean()) }, strict),
  Type.Object(
    {
      kind: Type.Literal('page'),
      pageParameter: Type.String(),
      // Without it every full page has `maxPageSize` records.
      sizeParameter: Type.Optional(Type.String()),
      firstPage: Type.Integer({ minimum: 0, maximum: 1 }),
      maxPageSize: Type.Integer({ minimum: 1 }),
      lastPageHeader: Type.Boolean(),
      // Fields of the answer: whether this was the last page, or how many there are.
      lastPageField: Type.Optional(Type.String()),
      totalPagesField: Type.Optional(Type.String()),
      ignoresPaging: Type.Optional(Type.Boolean()),
    },
    strict,
  ),
  // The answer names no page: the next one begins behind the last record of this one.
  Type.Object(
    {
      kind: Type.Literal('offset'),
      offsetParameter: Type.String(),
      sizeParameter: Type.String(),
      maxPageSize: Type.Integer({ minimum: 1 }),
      // Fields of the answer: how many records there are on all pages, or on a page at most.
      totalField: Type.Optional(Type.String()),
      sizeField: Type.Optional(Type.String()),
    },
    strict,
  ),
  // Each answer names the next page; no name, no page.
  Type.Object(
    {
      kind: Type.Literal('cursor'),
      cursorParameter: Type.String(),
      cursorField: Type.String(),
      // The field holds the next page's address, and the cursor is a parameter in it.
      cursorFrom: Type.Optional(Type.Literal('address')),
      sizeParameter: Type.Optional(Type.String()),
      maxPageSize: Type.Integer({ minimum: 1 }),
    },
    strict,
  ),
  // The next page begins after the last record of this one: query parameter -> field of that record.
  Type.Object(
    {
      kind: Type.Literal('after-last'),
      positionParameters: Type.Record(Type.String(), Type.String()),
      maxPageSize: Type.Integer({ minimum: 1 }),
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
    // Another one's operation, where this one lists no such records.
    connector: Type.Optional(Type.String()),
    operationId: Type.Optional(Type.String()),
    field: Type.Optional(Type.String()),
    parent: Type.Optional(Type.String()),
    installation: Type.Optional(Type.String()),
  },
  strict,
)
export type IdRule = Static<typeof IdRule>

const Operations = Type.Array(Type.String(), { minItems: 1 })
const Keywords = Type.Record(Type.String(), Type.Unknown())

/** `schema` replaces that of the document; `brackets` puts `[]` behind the name; `json` makes it one JSON text. */
const ParameterCorrection = Type.Object(
  {
    reason: Reason,
    names: Type.Array(Type.String(), { minItems: 1 }),
    in: Type.Array(Type.Union([Type.Literal('path'), Type.Literal('query')]), { minItems: 1 }),
    operations: Type.Optional(Operations),
    schema: Type.Optional(Keywords),
    brackets: Type.Optional(Type.Literal(true)),
    json: Type.Optional(Type.Literal(true)),
  },
  strict,
)
export type ParameterCorrection = Static<typeof ParameterCorrection>

/**
 * `at` are dotted paths, `*` for the items of a list and an empty one for the whole.
 * `set` are keywords and `properties` properties to add or replace; `like` takes what the answer of another operation has;
 * `asList` makes a list of what stands there.
 */
const SchemaCorrection = Type.Object(
  {
    reason: Reason,
    operations: Operations,
    part: Type.Union([Type.Literal('body'), Type.Literal('answer')]),
    at: Type.Array(Type.String(), { minItems: 1 }),
    set: Type.Optional(Keywords),
    properties: Type.Optional(Keywords),
    like: Type.Optional(Type.String()),
    asList: Type.Optional(Type.Literal(true)),
  },
  strict,
)
export type SchemaCorrection = Static<typeof SchemaCorrection>

const Corrections = Type.Object(
  {
    parameters: Type.Optional(Type.Array(ParameterCorrection)),
    schemas: Type.Optional(Type.Array(SchemaCorrection)),
  },
  strict,
)
export type Corrections = Static<typeof Corrections>

export const Overlay = Type.Object(
  {
    connector: Type.String(),
    corrections: Type.Optional(Corrections),
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
