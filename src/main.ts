/** The API process. */
import { readConfiguration } from './platform/configuration.js';
import { createServer } from './server.js';

try {
  const configuration = readConfiguration(process.env);
  const app = await createServer(configuration);
  await app.listen(configuration.port, configuration.host);
  console.log(`api ready at ${await app.getUrl()}/graphql`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
