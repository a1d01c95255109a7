import { hintFrom } from '../../nearest.ts';
import { type EcsRule, eachContainer, repeated } from './ecs-rule.ts';

/** Where programs expect to be able to write, whatever else they do. */
const SCRATCH = '/tmp';

/** What a container may write to. */
export const volumeRules: readonly EcsRule[] = [
  {
    code: 'ecs/read-only-root',
    says: 'the root file system of a container is read-only',
    check: {
      'task-definition': eachContainer(({ readonlyRootFilesystem }) =>
        readonlyRootFilesystem
          ? []
          : [
              {
                path: ['readonlyRootFilesystem'],
                message: 'whoever gets into the container could change its program',
                hint: 'readonlyRootFilesystem: true',
              },
            ],
      ),
    },
  },
  {
    code: 'ecs/writable-tmp',
    says: 'with a read-only root a volume that can be written to is mounted at `/tmp`',
    check: {
      'task-definition': eachContainer(({ readonlyRootFilesystem, mountPoints = [] }) =>
        !readonlyRootFilesystem ||
        mountPoints.some(({ containerPath, readOnly }) => containerPath === SCRATCH && !readOnly)
          ? []
          : [
              {
                path: ['mountPoints'],
                message: `nothing can be written to ${SCRATCH}`,
                hint: `{sourceVolume: tmp, containerPath: ${SCRATCH}, readOnly: false}`,
              },
            ],
      ),
    },
  },
  {
    code: 'ecs/volume-known',
    says: 'a container mounts volumes of its task',
    check: {
      'task-definition': eachContainer(({ mountPoints = [] }, { volumes = [] }) => {
        const known = volumes.map(({ name = '' }) => name);
        return mountPoints.flatMap(({ sourceVolume = '' }, index) =>
          known.includes(sourceVolume)
            ? []
            : [
                {
                  path: ['mountPoints', index, 'sourceVolume'],
                  message: `the task has no volume \`${sourceVolume}\``,
                  hint: hintFrom(sourceVolume, known),
                },
              ],
        );
      }),
    },
  },
  {
    code: 'ecs/volume-unique',
    says: 'no two volumes of a task have the same name',
    check: {
      'task-definition': ({ volumes = [] }) =>
        repeated(volumes, ({ name }) => name).map(({ index, item }) => ({
          path: ['volumes', index, 'name'],
          message: `another volume is called \`${item.name}\` too`,
        })),
    },
  },
  {
    code: 'ecs/mount-path',
    says: 'mounts stand at absolute paths, one at each',
    check: {
      'task-definition': eachContainer(({ mountPoints = [] }) => [
        ...mountPoints.flatMap(({ containerPath }, index) =>
          containerPath?.startsWith('/')
            ? []
            : [
                {
                  path: ['mountPoints', index, 'containerPath'],
                  message: `\`${containerPath}\` is no absolute path`,
                },
              ],
        ),
        ...repeated(mountPoints, ({ containerPath }) => containerPath).map(({ index, item }) => ({
          path: ['mountPoints', index, 'containerPath'],
          message: `something else is mounted at \`${item.containerPath}\` too`,
        })),
      ]),
    },
  },
];
