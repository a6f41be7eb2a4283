import type { Expense, ExpenseCategory } from '../state/model.ts'
import type { WorkspaceState } from '../state/state.ts'
import { clientNameOf } from './work.view.ts'

export function expenseView(state: WorkspaceState, expense: Expense): object {
  return {
    id: expense.id,
    workspaceId: state.workspaceId,
    userId: expense.userId,
    date: expense.date,
    projectId: expense.projectId,
    taskId: expense.taskId,
    categoryId: expense.categoryId,
    notes: expense.notes,
    quantity: expense.quantity,
    billable: expense.billable,
    fileId: expense.fileId ?? '',
    total: expense.total,
    locked: false,
    isLocked: false,
  }
}

export function categoryView(state: WorkspaceState, category: ExpenseCategory): object {
  return {
    id: category.id,
    workspaceId: state.workspaceId,
    name: category.name,
    hasUnitPrice: category.hasUnitPrice,
    priceInCents: category.priceInCents,
    unit: category.unit,
    archived: category.archived,
  }
}

export function hydratedExpenseView(state: WorkspaceState, expense: Expense): object {
  const category = state.expenseCategories.get(expense.categoryId)
  const project = state.projects.get(expense.projectId)
  const { projectId: _, taskId: __, categoryId: ___, ...flat } = expense
  return {
    ...flat,
    fileId: expense.fileId ?? '',
    fileName: expense.fileId === null ? '' : `receipt-${expense.id}.txt`,
    workspaceId: state.workspaceId,
    category: category ? categoryView(state, category) : null,
    project: project
      ? {
          id: project.id,
          name: project.name,
          clientId: project.clientId ?? '',
          clientName: clientNameOf(state, project),
          color: project.color,
        }
      : null,
    task: null,
    locked: false,
    isLocked: false,
  }
}

/** One total per day or per week (its Monday) of the expenses shown. */
export function totalsBy(expenses: readonly Expense[], keyOf: (date: string) => string): readonly object[] {
  const totals = new Map<string, number>()
  for (const expense of expenses) {
    const key = keyOf(expense.date)
    totals.set(key, (totals.get(key) ?? 0) + expense.total)
  }
  return [...totals].map(([date, total]) => ({ date, dateAsInstant: `${date}T00:00:00Z`, total }))
}

export function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day.toISOString().slice(0, 10)
}
