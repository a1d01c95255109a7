import { type EcsRule, eachContainer, repeated } from './ecs-rule.ts';

/** An image by digest, or the tag that no image ever has: a service without an image yet. */
const PINNED_IMAGE = /@sha256:[0-9a-f]{64}$|:unset$/;

const ROOT = /^(0|root)(:|$)/;

/** The containers of a task: which there are, and what they run as. */
export const containerRules: readonly EcsRule[] = [
  {
    code: 'ecs/essential-container',
    says: 'a task has at least one essential container',
    check: {
      'task-definition': ({ containerDefinitions = [] }) =>
        containerDefinitions.some(({ essential = true }) => essential)
          ? []
          : [
              {
                path: ['containerDefinitions', 0, 'essential'],
                message: 'no container is essential, so the task would never count as stopped',
                hint: 'essential: true',
              },
            ],
    },
  },
  {
    code: 'ecs/container-name-unique',
    says: 'every container of a task has a name, and no two have the same',
    check: {
      'task-definition': ({ containerDefinitions = [] }) => [
        ...containerDefinitions.flatMap(({ name }, index) =>
          name
            ? []
            : [{ path: ['containerDefinitions', index], message: 'the container has no name' }],
        ),
        ...repeated(containerDefinitions, ({ name }) => name).map(({ index, item }) => ({
          path: ['containerDefinitions', index, 'name'],
          message: `another container is called \`${item.name}\` too`,
        })),
      ],
    },
  },
  {
    code: 'ecs/image-pinned',
    says: 'an image is named by its digest; the tag `unset` stands for none yet',
    check: {
      'task-definition': eachContainer(({ image = '' }) =>
        PINNED_IMAGE.test(image)
          ? []
          : [
              {
                path: ['image'],
                message: `\`${image}\` can become another image without a change here`,
                hint: '<repository>@sha256:<digest>',
              },
            ],
      ),
    },
  },
  {
    code: 'ecs/not-root',
    says: 'a container runs as a user other than root',
    check: {
      'task-definition': eachContainer(({ user }) =>
        user && !ROOT.test(user)
          ? []
          : [
              {
                path: ['user'],
                message: user
                  ? `the container runs as \`${user}\``
                  : 'without `user` the container runs as whom the image says, mostly root',
                hint: 'a uid:gid such as "1000:1000"',
              },
            ],
      ),
    },
  },
  {
    code: 'ecs/init-process',
    says: 'an init process hands signals on and reaps children',
    check: {
      'task-definition': eachContainer(({ linuxParameters }) =>
        linuxParameters?.initProcessEnabled
          ? []
          : [
              {
                path: ['linuxParameters'],
                message: 'a process with the id 1 ignores SIGTERM unless it handles it',
                hint: 'linuxParameters: {initProcessEnabled: true}',
              },
            ],
      ),
    },
  },
];
