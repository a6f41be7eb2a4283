import { UpstreamError } from '../../platform/outbound/index.ts'

/** Undefined for what Confluence does not have; every other failure is thrown. */
export async function orUndefined<Found>(asked: Promise<Found>): Promise<Found | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'not-found') return undefined
    throw error
  }
}
