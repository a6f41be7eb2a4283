import type { ArrivedRequest } from '../../shared/http/request-log.ts'

export type TokenKind = 'none' | 'personal' | 'oauth' | 'unknown'

/** Whose request it was. */
export interface Sender {
  tokenKind: TokenKind
  userId: number | undefined
}

/** Paths are without /api; files lie under /files. */
export type LoggedRequest = ArrivedRequest & Readonly<Sender>
