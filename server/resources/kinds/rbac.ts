import type { Cause } from '#domain/errors.ts'
import { invalidValue, notSupported, requiredValue } from '#domain/kube/causes.ts'
import { jsonEqual } from '#domain/kube/equal.ts'
import { age } from '#domain/kube/human-duration.ts'
import { pathSegment } from '#domain/kube/names.ts'
import type { KubeObject } from '#domain/kube/object.ts'
import { AGE, column, defineKind, type Kind, NAME } from '../kind.ts'

// https://kubernetes.io/docs/reference/access-authn-authz/rbac/

interface PolicyRule {
  verbs?: string[]
  apiGroups?: string[]
  resources?: string[]
  nonResourceURLs?: string[]
}

interface RoleObject extends KubeObject {
  rules?: PolicyRule[]
}

interface Subject {
  kind: string
  name: string
  namespace?: string
  apiGroup?: string
}

interface BindingObject extends KubeObject {
  subjects?: Subject[]
  roleRef: { apiGroup?: string; kind: string; name: string }
}

const GROUP = 'rbac.authorization.k8s.io'

const validateRule = (rule: PolicyRule, at: string, namespaced: boolean): Cause[] => {
  const urls = rule.nonResourceURLs?.length ?? 0
  const causes = rule.verbs?.length ? [] : [requiredValue(`${at}.verbs`, 'verbs must contain at least one value')]
  if (urls > 0) {
    if (namespaced) causes.push(requiredValue(`${at}.nonResourceURLs`, 'namespaced rules cannot apply to non-resource URLs'))
    return causes
  }
  if (!rule.apiGroups?.length) causes.push(requiredValue(`${at}.apiGroups`, 'resource rules must supply at least one api group'))
  if (!rule.resources?.length) causes.push(requiredValue(`${at}.resources`, 'resource rules must supply at least one resource'))
  return causes
}

const roleKind = (kind: 'Role' | 'ClusterRole'): Kind =>
  defineKind<RoleObject>({
    group: GROUP,
    kind,
    resource: `${kind.toLowerCase()}s`,
    namespaced: kind === 'Role',
    columns: [NAME, column('Created At', 'When it was created.')],
    cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? ''],
    nameRule: pathSegment,
    validate: ({ rules }) => (rules ?? []).flatMap((rule, index) => validateRule(rule, `rules[${index}]`, kind === 'Role')),
  })

const subjectsOf = ({ subjects }: BindingObject, kind: string): string =>
  (subjects ?? [])
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace}/${name}` : name))
    .join(', ')

const validateBinding = (binding: BindingObject, old: BindingObject | undefined, kind: string): Cause[] => {
  const roles = kind === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole']
  return [
    ...(roles.includes(binding.roleRef?.kind) ? [] : [notSupported('roleRef.kind', binding.roleRef?.kind, roles)]),
    ...(binding.roleRef?.name ? [] : [requiredValue('roleRef.name')]),
    ...(old && !jsonEqual(binding.roleRef, old.roleRef)
      ? [invalidValue('roleRef', binding.roleRef, 'cannot change roleRef')]
      : []),
    ...(binding.subjects ?? []).flatMap((subject, index) => [
      ...(subject.name ? [] : [requiredValue(`subjects[${index}].name`)]),
      ...(['User', 'Group', 'ServiceAccount'].includes(subject.kind)
        ? []
        : [notSupported(`subjects[${index}].kind`, subject.kind, ['ServiceAccount', 'User', 'Group'])]),
      ...(subject.kind === 'ServiceAccount' && !subject.namespace ? [requiredValue(`subjects[${index}].namespace`)] : []),
    ]),
  ]
}

const bindingKind = (kind: 'RoleBinding' | 'ClusterRoleBinding'): Kind =>
  defineKind<BindingObject>({
    group: GROUP,
    kind,
    resource: `${kind.toLowerCase()}s`,
    namespaced: kind === 'RoleBinding',
    columns: [
      NAME,
      column('Role', 'The role that it gives.'),
      AGE,
      column('Users', 'The users that it is given to.', { wide: true }),
      column('Groups', 'The groups.', { wide: true }),
      column('ServiceAccounts', 'The service accounts.', { wide: true }),
    ],
    cells: (binding, now) => [
      binding.metadata.name,
      `${binding.roleRef.kind}/${binding.roleRef.name}`,
      age(binding.metadata.creationTimestamp, now),
      ...['User', 'Group', 'ServiceAccount'].map((subject) => subjectsOf(binding, subject)),
    ],
    nameRule: pathSegment,
    applyDefaults: ({ roleRef, subjects }) => {
      if (roleRef) roleRef.apiGroup ||= GROUP
      for (const subject of subjects ?? []) if (subject.kind !== 'ServiceAccount') subject.apiGroup ||= GROUP
    },
    validate: (binding, old) => validateBinding(binding, old, kind),
  })

/** Rules for one namespace. */
export const role = roleKind('Role')
/** Rules for everywhere. */
export const clusterRole = roleKind('ClusterRole')
/** Gives a Role or ClusterRole in one namespace. */
export const roleBinding = bindingKind('RoleBinding')
/** Gives a ClusterRole everywhere. */
export const clusterRoleBinding = bindingKind('ClusterRoleBinding')
