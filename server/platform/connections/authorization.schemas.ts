import { Type } from 'typebox'

export const AuthorizationOffer = Type.Object({
  available: Type.Boolean({ description: 'whether this server is registered there' }),
})

export const AuthorizationBegun = Type.Object({
  url: Type.String({ description: 'the page where people agree; it sends them back here' }),
})

/** Whatever comes is answered with a page. */
export const AuthorizationReturn = Type.Object({
  code: Type.Optional(Type.String({ description: 'what is traded for the credentials' })),
  state: Type.Optional(Type.String({ description: 'as it was begun; counts once and for ten minutes' })),
})
