import type { ArrivedRequest } from '../../shared/http/request-log.ts'

export type TokenKind = 'none' | 'valid' | 'expired' | 'unknown'

/** Whose request it was. */
export interface Sender {
  tokenKind: TokenKind
  userId: number | undefined
}

/** Paths are with /v2; files lie under /files. */
export type LoggedRequest = ArrivedRequest & Readonly<Sender>
