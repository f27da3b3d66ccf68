/** Request bodies that kubectl 1.36 sent (`kubectl <command> -n lab`, application/vnd.kubernetes.protobuf), in base64, with the object each stands for. */
export const capturedBodies: { command: string; body: string; object: Record<string, unknown> }[] = [
  {
    command: 'create configmap settings --from-literal=a=1 --from-literal=b=two',
    body: 'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEi8KGwoIc2V0dGluZ3MSABoDbGFiIgAqADIAOABCABIGCgFhEgExEggKAWISA3R3bxoAIgA=',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'lab' }, data: { a: '1', b: 'two' } },
  },
  {
    command: 'create configmap bin --from-file=bin',
    body: 'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEiQKFgoDYmluEgAaA2xhYiIAKgAyADgAQgAaCgoDYmluEgMAAf8aACIA',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bin', namespace: 'lab' }, binaryData: { bin: 'AAH/' } },
  },
  {
    command: 'create secret generic s --from-literal=password=x',
    body: 'azhzAAoMCgJ2MRIGU2VjcmV0EicKFAoBcxIAGgNsYWIiACoAMgA4AEIAEg0KCHBhc3N3b3JkEgF4GgAaACIA',
    object: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'lab' }, data: { password: 'eA==' } },
  },
  {
    command: 'create namespace team-a',
    body: 'azhzAAoPCgJ2MRIJTmFtZXNwYWNlEh4KFgoGdGVhbS1hEgAaACIAKgAyADgAQgASABoCCgAaACIA',
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team-a' } },
  },
  {
    command: 'create quota q --hard=cpu=2,memory=4Gi,pods=10',
    body: 'azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRJFChQKAXESABoDbGFiIgAqADIAOABCABIrCgoKA2NwdRIDCgEyCg8KBm1lbW9yeRIFCgM0R2kKDAoEcG9kcxIECgIxMBoAGgAiAA==',
    object: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q', namespace: 'lab' },
      spec: { hard: { cpu: '2', memory: '4Gi', pods: '10' } },
    },
  },
  {
    command: 'create deployment web --image=nginx --replicas=0 --port=80',
    body: 'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErsBCiIKA3dlYhIAGgNsYWIiACoAMgA4AEIAWgoKA2FwcBIDd2ViEoYBCAASDAoKCgNhcHASA3dlYhpsChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEkwSLgoFbmdpbngSBW5naW54KgAyCgoAEAAYUCIAKgBCAGoAcgCAAQCIAQCQAQCiAQAaADIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAIgIKACgAOAAaDAgAEAAYACAAKAA4ABoAIgA=',
    object: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'lab', labels: { app: 'web' } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'nginx', image: 'nginx', ports: [{ containerPort: 80 }] }] },
        },
      },
    },
  },
  {
    command: 'create role r --verb=get,list --resource=pods,deployments.apps',
    body: 'azhzAAokChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgRSb2xlEksKFAoBchIAGgNsYWIiACoAMgA4AEIAEhMKA2dldAoEbGlzdBIAGgRwb2RzEh4KA2dldAoEbGlzdBIEYXBwcxoLZGVwbG95bWVudHMaACIA',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'r', namespace: 'lab' },
      rules: [
        { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] },
        { verbs: ['get', 'list'], apiGroups: ['apps'], resources: ['deployments'] },
      ],
    },
  },
  {
    command: 'create rolebinding rb --role=r --user=alice --serviceaccount=lab:default',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtSb2xlQmluZGluZxKLAQoVCgJyYhIAGgNsYWIiACoAMgA4AEIAEioKBFVzZXISGXJiYWMuYXV0aG9yaXphdGlvbi5rOHMuaW8aBWFsaWNlIgASIAoOU2VydmljZUFjY291bnQSABoHZGVmYXVsdCIDbGFiGiQKGXJiYWMuYXV0aG9yaXphdGlvbi5rOHMuaW8SBFJvbGUaAXIaACIA',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'rb', namespace: 'lab' },
      subjects: [
        { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'alice' },
        { kind: 'ServiceAccount', name: 'default', namespace: 'lab' },
      ],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
    },
  },
  {
    command: 'create clusterrole cr --verb=get --non-resource-url=/healthz',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtDbHVzdGVyUm9sZRIlChIKAmNyEgAaACIAKgAyADgAQgASDwoDZ2V0KggvaGVhbHRoehoAIgA=',
    object: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'cr' },
      rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }],
    },
  },
  {
    command: 'create job j --image=busybox -- date',
    body: 'azhzAAoPCghiYXRjaC92MRIDSm9iEoEBChQKAWoSABoDbGFiIgAqADIAOABCABJfMl0KEAoAEgAaACIAKgAyADgAQgASSRImCgFqEgdidXN5Ym94GgRkYXRlKgBCAGoAcgCAAQCIAQCQAQCiAQAaBU5ldmVyMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAaCCAAKAAwADoAGgAiAA==',
    object: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j', namespace: 'lab' },
      spec: {
        template: {
          metadata: {},
          spec: { containers: [{ name: 'j', image: 'busybox', command: ['date'] }], restartPolicy: 'Never' },
        },
      },
    },
  },
  {
    command: "create cronjob cj --image=busybox --schedule='*/5 * * * *'",
    body: 'azhzAAoTCghiYXRjaC92MRIHQ3JvbkpvYhKhAQoVCgJjahIAGgNsYWIiACoAMgA4AEIAEoUBCgsqLzUgKiAqICogKhoAKnQKEgoCY2oSABoAIgAqADIAOABCABJeMlwKEAoAEgAaACIAKgAyADgAQgASSBIhCgJjahIHYnVzeWJveCoAQgBqAHIAgAEAiAEAkAEAogEAGglPbkZhaWx1cmUyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBABoAGgAiAA==',
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'cj', namespace: 'lab' },
      spec: {
        schedule: '*/5 * * * *',
        jobTemplate: {
          metadata: { name: 'cj' },
          spec: {
            template: { metadata: {}, spec: { containers: [{ name: 'cj', image: 'busybox' }], restartPolicy: 'OnFailure' } },
          },
        },
      },
    },
  },
  {
    command: "create ingress i --rule='a.example/*=svc:80'",
    body: 'azhzAAofChRuZXR3b3JraW5nLms4cy5pby92MRIHSW5ncmVzcxJJChQKAWkSABoDbGFiIgAqADIAOABCABItGisKCWEuZXhhbXBsZRIeChwKGgoBLxINIgsKA3N2YxIECgAQUBoGUHJlZml4GgIKABoAIgA=',
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'i', namespace: 'lab' },
      spec: {
        rules: [
          {
            host: 'a.example',
            http: { paths: [{ path: '/', backend: { service: { name: 'svc', port: { number: 80 } } }, pathType: 'Prefix' }] },
          },
        ],
      },
    },
  },
  {
    command: 'create pdb p --selector=app=web --min-available=50%',
    body: 'azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSPQoUCgFwEgAaA2xhYiIAKgAyADgAQgASGQoJCAEQABoDNTAlEgwKCgoDYXBwEgN3ZWIaCggAGAAgACgAMAAaACIA',
    object: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'p', namespace: 'lab' },
      spec: { minAvailable: '50%', selector: { matchLabels: { app: 'web' } } },
    },
  },
  {
    command: 'create priorityclass pc --value=0',
    body: 'azhzAAolChRzY2hlZHVsaW5nLms4cy5pby92MRINUHJpb3JpdHlDbGFzcxIwChIKAnBjEgAaACIAKgAyADgAQgAQABgAIgAqFFByZWVtcHRMb3dlclByaW9yaXR5GgAiAA==',
    object: {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'pc' },
      preemptionPolicy: 'PreemptLowerPriority',
    },
  },
  {
    command: 'create service clusterip svc --tcp=80:8080',
    body: 'azhzAAoNCgJ2MRIHU2VydmljZRJsCiIKA3N2YxIAGgNsYWIiACoAMgA4AEIAWgoKA2FwcBIDc3ZjEkIKGwoHODAtODA4MBIDVENQGFAiBwgAEJA/GgAoABIKCgNhcHASA3N2YxoAIglDbHVzdGVySVA6AEIAUgBaAGAAaAAaAgoAGgAiAA==',
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'svc', namespace: 'lab', labels: { app: 'svc' } },
      spec: {
        ports: [{ name: '80-8080', protocol: 'TCP', port: 80, targetPort: 8080 }],
        selector: { app: 'svc' },
        type: 'ClusterIP',
      },
    },
  },
  {
    command: 'create serviceaccount robot',
    body: 'azhzAAoUCgJ2MRIOU2VydmljZUFjY291bnQSGgoYCgVyb2JvdBIAGgNsYWIiACoAMgA4AEIAGgAiAA==',
    object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'lab' } },
  },
  {
    command: 'create token robot --duration=10m',
    body: 'azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIdChAKABIAGgAiACoAMgA4AEIAEgMg2AQaBAoAEgAaACIA',
    object: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec: { expirationSeconds: 600 } },
  },
  {
    command: 'auth can-i get pods',
    body: 'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSOAoQCgASABoAIgAqADIAOABCABIaChgKA2xhYhIDZ2V0GgAiACoEcG9kczIAOgAaCAgAEgAaACAAGgAiAA==',
    object: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { resourceAttributes: { namespace: 'lab', verb: 'get', resource: 'pods' } },
    },
  },
  {
    command: 'auth whoami',
    body: 'azhzAAotChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESEVNlbGZTdWJqZWN0UmV2aWV3EhoKEAoAEgAaACIAKgAyADgAQgASBgoECgASABoAIgA=',
    object: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} },
  },
]
