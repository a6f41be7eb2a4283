import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { addPerson, changePerson, readPerson, removePerson } from './change-people.ts'
import { NewPerson, PersonChange, PersonParams, PersonQuery, PersonView } from './person.schemas.ts'
import { personView } from './person.view.ts'
import { searchPeople } from './search-people.ts'

interface PersonRouteDeps extends TimeSessionDeps {
  readonly guard: Guard
}

const tags = ['time sessions']

export const personRoutes: FastifyPluginAsyncTypebox<{ deps: PersonRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/people',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listPeople',
        tags,
        summary: 'Search people, by name',
        querystring: PersonQuery,
        response: { 200: listOf(PersonView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchPeople(deps, guard.scopeOf(request), request.query)
      return { items: items.map(personView), nextCursor }
    },
  )

  app.get(
    '/api/people/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getPerson',
        tags,
        summary: 'One person',
        params: PersonParams,
        response: { 200: PersonView },
      },
    },
    async (request) => personView(await readPerson(deps, guard.scopeOf(request), request.params)),
  )
}

export const personChangeRoutes: FastifyPluginAsyncTypebox<{ deps: PersonRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  const onRequest = guard.requires('admin')

  app.post(
    '/api/people',
    {
      onRequest,
      schema: {
        operationId: 'addPerson',
        tags,
        summary: 'Add a person; users of Clockify come by themselves with their first session',
        body: NewPerson,
        response: { 201: PersonView },
      },
    },
    async (request, reply) =>
      reply.code(201).send(personView(await addPerson(deps, guard.scopeOf(request), request.body))),
  )

  app.put(
    '/api/people/:id',
    {
      onRequest,
      schema: {
        operationId: 'changePerson',
        tags,
        summary: 'Change a person; what is left out stays',
        params: PersonParams,
        body: PersonChange,
        response: { 200: PersonView },
      },
    },
    async (request) => {
      const input = { ...request.params, ...request.body }
      return personView(await changePerson(deps, guard.scopeOf(request), input))
    },
  )

  app.delete(
    '/api/people/:id',
    {
      onRequest,
      schema: {
        operationId: 'removePerson',
        tags,
        summary: 'Remove a person who has no sessions',
        params: PersonParams,
        response: { 204: Type.Null({ description: 'removed' }) },
      },
    },
    async (request, reply) => {
      await removePerson(deps, guard.scopeOf(request), request.params)
      return reply.code(204).send(null)
    },
  )
}
