import { personIn, projectIn } from '../views/named.ts'
import type { World } from '../world.ts'

export interface ExpenseReportRow {
  readonly amount: number
  readonly billable: boolean
}

export function expenseReportRows(
  world: World,
  span: { readonly startMs: number; readonly endMs: number },
): readonly ExpenseReportRow[] {
  const { state } = world
  return [...state.expenses.values()]
    .filter((expense) => Date.parse(expense.date) >= span.startMs && Date.parse(expense.date) <= span.endMs)
    .map((expense) => {
      const user = personIn(state, expense.userId)
      const project = projectIn(state, expense.projectId)
      const category = state.expenseCategories.get(expense.categoryId)
      return {
        id: expense.id,
        workspaceId: state.workspaceId,
        amount: expense.total,
        billable: expense.billable,
        date: expense.date,
        notes: expense.notes,
        quantity: expense.quantity,
        locked: false,
        categoryId: expense.categoryId,
        categoryName: category?.name ?? '',
        categoryHasUnitPrice: category?.hasUnitPrice ?? false,
        categoryUnit: category?.unit ?? '',
        projectId: expense.projectId,
        projectName: project.name,
        projectColor: project.color,
        userId: expense.userId,
        userName: user.name,
        userEmail: user.email,
        userStatus: user.status,
      }
    })
}
