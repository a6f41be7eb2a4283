import type { FastifyRequest } from 'fastify'
import { AppError } from '../../shared/errors.ts'

/** No id of ours has a control character, and the database refuses NUL in a text: such a path leads nowhere. */
export async function refuseControlCharacters(request: FastifyRequest): Promise<void> {
  const values = Object.values(request.params ?? {})
  if (values.some((value) => typeof value === 'string' && /\p{Cc}/u.test(value)))
    throw new AppError('NOT_FOUND', 'There is nothing at this path: it has a control character.')
}
