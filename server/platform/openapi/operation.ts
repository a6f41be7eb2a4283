import type { ApiDocument } from './document.ts'
import type { Pagination, Walk } from './overlay.schemas.ts'

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie'
export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'

/** Where a part stands in its document; validators refer to it. */
export type Keys = readonly (string | number)[]

export interface Parameter {
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly deprecated: boolean
  readonly style: ParameterStyle
  readonly explode: boolean
  /** Set when the value travels as text of this type (`content` in place of `schema`). */
  readonly contentType: string | undefined
  readonly schemaKeys: Keys | undefined
  /** Extracts of vendors' documents have none. */
  readonly description: string | undefined
}

export interface MediaType {
  readonly contentType: string
  readonly schemaKeys: Keys | undefined
}

export interface RequestBody {
  readonly required: boolean
  readonly content: readonly MediaType[]
}

export interface DocumentedResponse {
  /** `200`, `2XX` or `default`. */
  readonly status: string
  readonly headers: readonly string[]
  readonly content: readonly MediaType[]
}

/** Which answer supplies an id: of another operation, or of what was stored at install. */
export interface Need {
  readonly in: 'path' | 'query' | 'body'
  readonly name: string
  /** Whose operation it is, if another's. */
  readonly connector: string | undefined
  readonly operationId: string | undefined
  readonly field: string
  /** Another parameter of the same call that the id must belong to. */
  readonly parent: string | undefined
  /** Where a bootstrap keeps what that operation lists; undefined when none walks it. */
  readonly collection: string | undefined
  readonly installation: string | undefined
}

export interface Operation {
  readonly connector: string
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string | undefined
  readonly safe: boolean
  readonly deprecated: boolean
  /** Among the few that most people come for. */
  readonly quickAction: boolean
  readonly parameters: readonly Parameter[]
  readonly requestBody: RequestBody | undefined
  readonly responses: readonly DocumentedResponse[]
  readonly pagination: Pagination
  /** Path of the list inside the answer, such as `expenses.expenses`; undefined when the answer is the list. */
  readonly items: string | undefined
  readonly needs: readonly Need[]
  readonly host: string
  readonly walk: Walk | undefined
  readonly scope: string | undefined
  readonly document: ApiDocument
}
