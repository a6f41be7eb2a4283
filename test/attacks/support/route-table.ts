import type { FastifyInstance } from 'fastify'

/** `GET /api/jobs/:id`: every route that answers, the hidden ones included, as the router itself prints them. */
export function routesOf(http: FastifyInstance): readonly string[] {
  const parents: string[] = []
  return http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] =
        /^([\s│]*)[├└]── (\S+) \(([A-Z, ]+)\)$/.exec(line) ?? []
      if (methods === '') return []
      const depth = indent.length / 4
      const above = depth === 0 ? '' : (parents[depth - 1] ?? '')
      const path = above.endsWith('/') ? above + part.replace(/^\//, '') : above + part
      parents[depth] = path
      return methods.split(', ').map((method) => `${method} ${path}`)
    })
    .sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))
}

export function pathOf(route: string): string {
  return route.slice(route.indexOf(' ') + 1)
}
