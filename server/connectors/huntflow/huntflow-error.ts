import { Type } from 'typebox'
import { readAs } from '../../platform/connections/index.ts'
import { failureOf, UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'

const Refusal = Type.Object({
  errors: Type.Array(
    Type.Object({
      title: Type.String(),
      detail: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      location: Type.Optional(Type.Unknown()),
    }),
    { minItems: 1 },
  ),
})

export const NEW_PAIR = 'Make a new pair in Huntflow under Settings, API, and save both here.'

/** The access token has run out; the refresh token brings a new pair. */
export function isExpired(response: HttpResponse): boolean {
  return response.status === 401 && readAs(Refusal, response)?.errors[0]?.detail === 'token_expired'
}

/** What Huntflow's refusal means for people; undefined for an answer that says nothing. */
export function huntflowProblem(response: HttpResponse): string | undefined {
  const error = readAs(Refusal, response)?.errors[0]
  if (error?.detail === 'token_expired') return `The access token has expired. ${NEW_PAIR}`
  if (response.status === 401)
    return `Huntflow does not know this token. Tokens of huntflow.ru and huntflow.ai are not the same. ${NEW_PAIR}`
  if (response.status === 403)
    return 'The connected Huntflow user may not do this. Give them access in Huntflow, or save tokens of somebody who has it.'
  if (error === undefined) return undefined
  if (response.status === 402)
    return `The Huntflow licence does not cover this (${error.title}). Ask whoever pays for it.`
  return `Huntflow refused: ${error.title}.`
}

export function huntflowError(response: HttpResponse): UpstreamError {
  const { status } = response
  const detail = status >= 500 ? undefined : huntflowProblem(response)
  return new UpstreamError({
    service: 'huntflow',
    kind: status < 400 ? 'unreadable' : failureOf(status),
    status,
    ...(detail === undefined ? {} : { detail }),
  })
}
