import { wrongShape } from '../http/api-error.ts'
import {
  isObject,
  type JsonObject,
  optionalFlag,
  optionalNumber,
  optionalText,
  readObject,
  requiredText,
} from '../http/read-input.ts'
import {
  type ApiRequest,
  created,
  empty,
  inWorkspace,
  noContent,
  ok,
  param,
  type Route,
} from '../http/route.ts'
import {
  createExpense,
  createExpenseCategory,
  deleteExpense,
  deleteExpenseCategory,
  type NewExpense,
  updateExpense,
} from '../mutations/money.ts'
import { makeId } from '../state/ids.ts'
import type { Expense, ExpenseCategory } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { categoryView, expenseView, hydratedExpenseView, mondayOf, totalsBy } from '../views/expense.view.ts'
import { nowMs, type World } from '../world.ts'
import { answerList } from './answer-list.ts'
import { wantedByName } from './client.routes.ts'

function requireExpense(world: World, request: ApiRequest): Expense {
  return requireRecord(world, world.state.expenses, { id: param(request, 'expenseId'), what: 'Expense' })
}

function requireCategory(world: World, request: ApiRequest): ExpenseCategory {
  const id = param(request, 'categoryId')
  return requireRecord(world, world.state.expenseCategories, { id, what: 'Expense category' })
}

/** Amounts come in major units and are kept in minor ones; multipart fields are all text. */
function readExpense(world: World, source: unknown): NewExpense {
  const body = readObject(source)
  const amount = Number(requiredText(body, 'amount'))
  if (Number.isNaN(amount)) throw wrongShape('amount is no number')
  const categoryId = requiredText(body, 'categoryId')
  const unitPrice = world.state.expenseCategories.get(categoryId)
  return {
    userId: requiredText(body, 'userId'),
    projectId: requiredText(body, 'projectId'),
    categoryId,
    date: requiredText(body, 'date').slice(0, 10),
    notes: optionalText(body, 'notes') ?? '',
    billable: optionalText(body, 'billable') === 'true',
    quantity: unitPrice?.hasUnitPrice === true ? amount : 1,
    total: Math.round(unitPrice?.hasUnitPrice === true ? amount * unitPrice.priceInCents : amount * 100),
    ...(isObject(body['file']) ? { fileId: makeId(world.random, nowMs(world)) } : {}),
  }
}

function readCategory(body: JsonObject) {
  return {
    name: requiredText(body, 'name'),
    hasUnitPrice: optionalFlag(body, 'hasUnitPrice') ?? false,
    priceInCents: optionalNumber(body, 'priceInCents') ?? 0,
    unit: optionalText(body, 'unit') ?? '',
  }
}

const categories: readonly Route[] = [
  inWorkspace('GET', '/expenses/categories', (world, request) =>
    answerList(world, request, {
      items: wantedByName(world, request, world.state.expenseCategories.values()),
      view: (category) => categoryView(world.state, category),
      envelope: (views, page) => ({ categories: views, count: page.total }),
    }),
  ),
  inWorkspace('POST', '/expenses/categories', (world, request) =>
    created(categoryView(world.state, createExpenseCategory(world, readCategory(readObject(request.body))))),
  ),
  inWorkspace('PUT', '/expenses/categories/{categoryId}', (world, request) => {
    const category = Object.assign(requireCategory(world, request), readCategory(readObject(request.body)))
    return ok(categoryView(world.state, category))
  }),
  inWorkspace('PATCH', '/expenses/categories/{categoryId}/status', (world, request) => {
    const category = requireCategory(world, request)
    category.archived = optionalFlag(readObject(request.body), 'archived') ?? false
    return ok(categoryView(world.state, category))
  }),
  inWorkspace('DELETE', '/expenses/categories/{categoryId}', (world, request) => {
    deleteExpenseCategory(world, param(request, 'categoryId'))
    return noContent
  }),
]

const expenses: readonly Route[] = [
  inWorkspace('GET', '/expenses', (world, request) => {
    const userId = request.query.get('user-id')
    const items = [...world.state.expenses.values()].filter((expense) => !userId || expense.userId === userId)
    return answerList(world, request, {
      items,
      view: (expense) => hydratedExpenseView(world.state, expense),
      envelope: (views, page) => ({
        expenses: { expenses: views, count: page.total },
        dailyTotals: totalsBy(page.items, (date) => date),
        weeklyTotals: totalsBy(page.items, mondayOf),
      }),
    })
  }),
  inWorkspace('POST', '/expenses', (world, request) =>
    created(expenseView(world.state, createExpense(world, readExpense(world, request.body)))),
  ),
  inWorkspace('GET', '/expenses/{expenseId}', (world, request) =>
    ok(expenseView(world.state, requireExpense(world, request))),
  ),
  inWorkspace('PUT', '/expenses/{expenseId}', (world, request) =>
    ok(
      expenseView(
        world.state,
        updateExpense(world, param(request, 'expenseId'), readExpense(world, request.body)),
      ),
    ),
  ),
  inWorkspace('DELETE', '/expenses/{expenseId}', (world, request) => {
    deleteExpense(world, param(request, 'expenseId'))
    return empty
  }),
  inWorkspace('GET', '/expenses/{expenseId}/files/{fileId}', (world, request) => {
    const expense = requireExpense(world, request)
    const id = param(request, 'fileId')
    requireRecord(world, new Map([[expense.fileId ?? '', expense]]), { id, what: 'File' })
    return {
      status: 200,
      body: Buffer.from(`Receipt for ${expense.notes}\n`),
      headers: { 'content-type': 'text/plain' },
    }
  }),
]

export const expenseRoutes: readonly Route[] = [...categories, ...expenses]
