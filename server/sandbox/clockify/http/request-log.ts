import type { ArrivedRequest } from '../../shared/http/request-log.ts'

export type TokenKind = 'none' | 'api-key' | 'installation' | 'user' | 'unreadable'

export interface LoggedRequest extends Omit<ArrivedRequest, 'route' | 'headers' | 'body'> {
  readonly tokenKind: TokenKind
}
