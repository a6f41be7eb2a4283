import { AppError } from '../../shared/errors.ts'
import { hashToken, isKnownToken } from '../tokens/index.ts'
import { readBearer } from './read-credentials.ts'

/** Throws UNAUTHORIZED unless the header carries the operator's key. */
export function requireOperator(adminKey: string | undefined, authorization: string | undefined): void {
  if (adminKey === undefined)
    throw new AppError('UNAUTHORIZED', 'The operator API is off; set ADMIN_KEY to switch it on.')
  if (authorization === undefined || !isKnownToken(readBearer(authorization), hashToken(adminKey)))
    throw new AppError('UNAUTHORIZED', 'Send the operator’s key as "Authorization: Bearer".')
}
