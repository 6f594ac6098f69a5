/* MNIST, and Fashion-MNIST, which has its form: a file of pictures and one of labels a split. */

#include "theory/data/data-set-private.h"
#include "theory/data/idx-private.h"

#define MOST_ALTERNATIVES 3

/* By split; pictures and labels side by side. */
static const char *const images[][MOST_ALTERNATIVES] = {
  { "train-images-idx3-ubyte" },
  { "t10k-images-idx3-ubyte", "t10k-1000-images-idx3-ubyte" },
};
static const char *const labels[][MOST_ALTERNATIVES] = {
  { "train-labels-idx1-ubyte" },
  { "t10k-labels-idx1-ubyte", "t10k-1000-labels-idx1-ubyte" },
};

static const char *const garments[] = { "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",       "Sandal",
                                        "Shirt",       "Sneaker", "Bag",      "Ankle boot", NULL };

ColimTableSource *
_colim_read_mnist (const DataRequest *request, GError **error)
{
  guint which = 0;
  g_autofree char *images_path = _colim_data_find (request, images[request->split], &which, error);
  const char *const beside[] = { labels[request->split][which], NULL };
  g_autofree char *labels_path = images_path != NULL ? _colim_data_find (request, beside, NULL, error) : NULL;
  g_autoptr (ColimTableSource) source = colim_table_source_new ();
  g_autoptr (ColimTensor) pictures = NULL;
  g_autoptr (ColimTensor) digits = NULL;

  if (labels_path == NULL || (pictures = _colim_idx_open_pictures (images_path, error)) == NULL
      || (digits = _colim_idx_open (labels_path, error)) == NULL
      || !_colim_data_add_images (source, "image", pictures, 1.0 / 255, error))
    return NULL;
  if (!_colim_data_add_labels (source, "label", digits, 10, error))
    {
      g_prefix_error (error, "%s: ", labels_path);
      return NULL;
    }

  return g_steal_pointer (&source);
}

ColimTableSource *
_colim_read_fashion (const DataRequest *request, GError **error)
{
  ColimTableSource *source = _colim_read_mnist (request, error);

  if (source != NULL)
    colim_table_source_name_classes (source, 1, garments, NULL);

  return source;
}
