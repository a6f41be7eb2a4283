import type { ArrivedRequest } from '../../shared/http/request-log.ts'
import type { TokenKind } from '../tokens.ts'

/** Whose request it was. */
export interface Sender {
  tokenKind: TokenKind | 'none' | 'unknown'
  accountId: string | undefined
  isGateway: boolean
}

/** Paths are as on the site: without gateway prefix and without context path. */
export type LoggedRequest = ArrivedRequest & Readonly<Sender>
